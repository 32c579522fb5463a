package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.FreePort;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.Patience;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a data directory. */
class WarmTemplatesTest extends TemplateContract {

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

    @AfterEach
    void leaveNothing() throws IOException {
        Patience.until(
                "the last program has left", () -> Leftovers.processes("warm").isEmpty());
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

    @Override
    Sandbox create(String key, String room) {
        return new EmbeddedProvider(cache, ServerUser::choose, FreePort::find, new CacheBound(room))
                .create(SandboxRequest.of("warm").filledWith(key), Progress.silent(), NEVER);
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
