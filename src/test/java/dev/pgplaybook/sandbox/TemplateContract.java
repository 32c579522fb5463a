package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every provider's templates: the next sandbox of a likeness begins with what one before it held. */
abstract class TemplateContract {

    static final String LARGE = "1GB";

    static final Cancellation NEVER = new Cancellation();

    private static final String WORDS = "with a table: 'quoted'";

    /** A sandbox of the likeness of this key, on a provider whose templates may take so much room. */
    abstract Sandbox create(String key, String room);

    @Test
    void theNextOneIsACopyOfWhatWasRemembered() throws Exception {
        try (Sandbox first = create("k1", LARGE)) {
            assertThat(first.filled()).isEmpty();
            fill(first);
            // It goes on as before, and what is done to it now is its own.
            assertThat(SandboxContract.one(first.url(), "DELETE FROM t WHERE n > 10; SELECT count(*) FROM t"))
                    .isEqualTo("10");

            try (Sandbox second = create("k1", LARGE);
                    Sandbox other = create("k2", LARGE)) {
                assertThat(second.filled()).contains(WORDS);
                assertThat(SandboxContract.one(second.url(), "SELECT count(*) FROM t"))
                        .isEqualTo("1000");
                assertThat(other.filled()).isEmpty();
                assertThat(SandboxContract.one(other.url(), "SELECT to_regclass('t') IS NULL"))
                        .isEqualTo("t");
            }
        }
    }

    @Test
    void nothingIsKeptThatIsLargerThanAllRoom() {
        remember("k1", "1MB");
        assertThat(isWarm("k1", LARGE)).isFalse();

        remember("k1", "0");
        assertThat(isWarm("k1", LARGE)).isFalse();
    }

    @Test
    void severalAreMadeOfOneAtATime() {
        remember("k1", LARGE);

        List<CompletableFuture<Boolean>> warm = Stream.of(1, 2, 3, 4)
                .map(i -> CompletableFuture.supplyAsync(() -> isWarm("k1", LARGE)))
                .toList();

        assertThat(warm).allMatch(CompletableFuture::join);
    }

    final void remember(String key, String room) {
        try (Sandbox sandbox = create(key, room)) {
            if (sandbox.filled().isEmpty()) {
                fill(sandbox);
            }
        }
    }

    final boolean isWarm(String key, String room) {
        try (Sandbox sandbox = create(key, room)) {
            return sandbox.filled().isPresent();
        }
    }

    static void fill(Sandbox sandbox) {
        try (Session session = Session.open(sandbox.url(), SessionOptions.named("test"))) {
            session.script("CREATE TABLE t AS SELECT generate_series(1, 1000) AS n");
        }
        sandbox.remember(WORDS, Progress.silent(), NEVER);
    }
}
