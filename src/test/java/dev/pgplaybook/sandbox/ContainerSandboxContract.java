package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract on a real container engine, once for each major version that an image is there for. */
@Tag("docker")
abstract class ContainerSandboxContract extends SandboxContract {

    private final int major;

    ContainerSandboxContract(int major) {
        this.major = major;
    }

    /** Before each, so that each is counted as skipped. */
    @BeforeEach
    void needsAnEngine() {
        ContainerEngine.require();
    }

    @Override
    SandboxProvider provider() {
        return ContainerEngine.provider();
    }

    @Override
    SandboxRequest request(SandboxRequest plain) {
        return plain.ofMajor(major);
    }

    @Override
    void assertNothingIsLeftOf(String usedLabel) {
        ContainerEngine.require();
        assertThat(ContainerEngine.namesWith(usedLabel)).isEmpty();
    }

    @Test
    void isOfTheVersionThatWasWanted() throws Exception {
        SandboxRequest request = request(SandboxRequest.of("contract-version"));

        try (Sandbox sandbox = provider().create(request, Progress.silent(), new Cancellation())) {
            assertThat(one(sandbox.url(), "SHOW server_version_num")).startsWith(String.valueOf(major));
            assertThat(provider().offer(request).major()).contains(major);
        }
    }
}
