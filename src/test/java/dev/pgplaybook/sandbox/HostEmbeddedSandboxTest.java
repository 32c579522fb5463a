package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.TestServer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With this machine's own server programs, of whatever other version they are. */
class HostEmbeddedSandboxTest extends SandboxContract {

    private static final int BUNDLED = 17;

    private int major;

    /** Before each, so that each is counted as skipped. */
    @BeforeEach
    void needsAServerOfAnotherVersion() {
        HostBinaries host = new HostBinaries(System.getenv().getOrDefault("PATH", ""));
        major = IntStream.rangeClosed(13, 20)
                .filter(candidate -> candidate != BUNDLED
                        && host.find(candidate, ServerUser.choose()).isPresent())
                .findFirst()
                .orElse(0);
        assumeTrue(major > 0, "needs a PostgreSQL server of another version than 17, which is not here");
    }

    @Override
    SandboxProvider provider() {
        return new EmbeddedProvider(TestServer.cache());
    }

    @Override
    SandboxRequest request(SandboxRequest plain) {
        return plain.ofMajor(major);
    }

    @Override
    void assertNothingIsLeftOf(String usedLabel) throws Exception {
        Leftovers.assertNone(Cache.open(TestServer.cache(), ServerUser.choose()), usedLabel);
    }

    @Test
    void isOfTheVersionThatWasWanted() throws Exception {
        SandboxRequest request = request(SandboxRequest.of("contract-host"));

        try (Sandbox sandbox = provider().create(request, Progress.silent(), new Cancellation())) {
            assertThat(one(sandbox.url(), "SHOW server_version")).startsWith(major + ".");
            assertThat(provider().offer(request))
                    .isEqualTo(new Offer(
                            sandbox.description(), request.majorVersion(), Optional.of(sandbox.description())));
        }
    }
}
