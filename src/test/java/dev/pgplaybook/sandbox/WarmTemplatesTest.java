package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.FreePort;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmTemplatesTest {

    private static final String LARGE = "1GB";

    /** Shared by the tests, so that PostgreSQL is unpacked once; each begins without templates. */
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path cache;

    @BeforeEach
    void startCold() throws IOException {
        for (Path template : templates()) {
            FileTree.delete(template);
        }
    }

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
                assertThat(second.filled()).contains("with a table");
                assertThat(SandboxContract.one(second.url(), "SELECT count(*) FROM t"))
                        .isEqualTo("1000");
                assertThat(other.filled()).isEmpty();
                assertThat(SandboxContract.one(other.url(), "SELECT to_regclass('t') IS NULL"))
                        .isEqualTo("t");
            }
        }
        Leftovers.assertNone(Cache.open(cache, ServerUser.choose()), "warm");
    }

    @Test
    void makesRoomByRemovingTheOneThatWasUsedLongestAgo() throws Exception {
        remember("k1", LARGE);
        long one = FileTree.size(templates().get(0));
        String roomForTwo = (one * 5 / 2 / 1_000_000) + "MB";
        Files.setLastModifiedTime(
                templates().get(0).resolve("used"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        remember("k2", roomForTwo);
        Path unused = templates().stream()
                .max(java.util.Comparator.comparing(WarmTemplatesTest::use))
                .orElseThrow();
        Files.setLastModifiedTime(unused.resolve("used"), FileTime.from(Instant.parse("2026-01-02T00:00:00Z")));
        assertThat(isWarm("k1", roomForTwo)).isTrue();

        remember("k3", roomForTwo);

        assertThat(templates()).hasSize(2).doesNotContain(unused);
        assertThat(isWarm("k1", roomForTwo)).isTrue();
        assertThat(isWarm("k2", roomForTwo)).isFalse();
        assertThat(isWarm("k3", roomForTwo)).isTrue();
    }

    @Test
    void keepsNothingThatIsLargerThanAllRoom() throws Exception {
        remember("k1", "1MB");
        assertThat(templates()).isEmpty();

        remember("k1", "0");
        assertThat(templates()).isEmpty();
    }

    @Test
    void neverUsesWhatIsNotWhole() throws Exception {
        remember("k1", LARGE);
        Path whole = templates().get(0);
        try (FileChannel control = FileChannel.open(
                whole.resolve("data").resolve("global").resolve("pg_control"), StandardOpenOption.WRITE)) {
            control.truncate(100);
        }
        assertThat(isWarm("k1", LARGE)).isFalse();
        assertThat(whole).doesNotExist();

        remember("k1", LARGE);
        Files.move(whole, whole.resolveSibling(whole.getFileName() + ".new")); // As a process leaves it that is killed.
        assertThat(isWarm("k1", LARGE)).isFalse();
        remember("k2", LARGE);
        assertThat(templates()).hasSize(1).allMatch(path -> !path.toString().endsWith(".new"));
    }

    @Test
    void servesAndTakesFromSeveralAtATime() {
        List<CompletableFuture<Void>> all = Stream.of("k1", "k1", "k2", "k2")
                .map(key -> CompletableFuture.runAsync(() -> remember(key, LARGE)))
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(isWarm("k1", LARGE)).isTrue();
        assertThat(isWarm("k2", LARGE)).isTrue();
    }

    @Test
    void refusesASizeThatIsNone() {
        assertThatThrownBy(() -> create("k1", "much"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.first().message())
                                .isEqualTo("PGPLAYBOOK_CACHE_SIZE must be a size, not much"));
        assertThat(CacheBound.of(Map.of()).bytes()).isEqualTo(2_000_000_000);
        assertThat(CacheBound.of(Map.of("PGPLAYBOOK_CACHE_SIZE", "512 mb")).bytes())
                .isEqualTo(512_000_000);
    }

    private static void remember(String key, String room) {
        try (Sandbox sandbox = create(key, room)) {
            if (sandbox.filled().isEmpty()) {
                fill(sandbox);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void fill(Sandbox sandbox) throws Exception {
        SandboxContract.one(sandbox.url(), "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n; SELECT 1");
        sandbox.remember("with a table", Progress.silent(), new Cancellation());
        assertThat(SandboxContract.one(sandbox.url(), "SELECT count(*) FROM t")).isEqualTo("1000");
    }

    private static boolean isWarm(String key, String room) {
        try (Sandbox sandbox = create(key, room)) {
            return sandbox.filled().isPresent();
        }
    }

    private static Sandbox create(String key, String room) {
        return new EmbeddedProvider(cache, ServerUser::choose, FreePort::find, new CacheBound(room))
                .create(SandboxRequest.of("warm").filledWith(key), Progress.silent(), new Cancellation());
    }

    private static FileTime use(Path template) {
        try {
            return Files.getLastModifiedTime(template.resolve("used"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> templates() throws IOException {
        Path all = Cache.open(cache, ServerUser.choose()).templates();
        try (Stream<Path> found = Files.list(all)) {
            return found.filter(path -> path.getFileName().toString().startsWith("warm-"))
                    .toList();
        }
    }
}
