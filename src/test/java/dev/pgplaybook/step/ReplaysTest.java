package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.inference.Effect;
import dev.pgplaybook.inference.Replay;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.FactKind;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each process has replays of its own; the memory is what they share. */
class ReplaysTest {

    private static final Fact TABLE = new Fact(FactKind.TABLE, "public.a", "TABLE", List.of("schema public"), 0);

    private static final Replay SEEN = new Replay(
            new Snapshot(17, Map.of()),
            List.of(new Effect(
                    "1_a", Map.of(TABLE.key(), new Effect.Change(Optional.empty(), Optional.of(TABLE))), List.of())));

    @TempDir
    Path directory;

    private String build = "1.0";
    private int replayed;

    @BeforeEach
    void writeMigration() {
        write("CREATE TABLE a ()");
    }

    @Test
    void theNextProcessKnowsWhatWasSeen() throws IOException {
        assertThat(inAnotherProcess("PostgreSQL 17.6", true)).isEqualTo(SEEN);
        assertThat(inAnotherProcess("PostgreSQL 17.6", true)).isEqualTo(SEEN);

        assertThat(replayed).isEqualTo(1);
        assertThat(Files.getPosixFilePermissions(kept().get(0)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void anotherBuildSeesAnew() {
        inAnotherProcess("PostgreSQL 17.6", true);
        build = "1.1";
        inAnotherProcess("PostgreSQL 17.6", true);

        assertThat(replayed).isEqualTo(2);
    }

    @Test
    void anythingElseIsSeenAnew() {
        inAnotherProcess("PostgreSQL 17.6", true);
        inAnotherProcess("PostgreSQL 17.7", true);
        write("CREATE TABLE a (x int)");
        inAnotherProcess("PostgreSQL 17.6", true);

        assertThat(replayed).isEqualTo(3);
    }

    @Test
    void whatMayDifferInAnotherProcessIsKnownToThisOneAlone() throws IOException {
        Replays replays = replays();
        of(replays, "a container", false);
        of(replays, "a container", false);
        inAnotherProcess("a container", false);

        assertThat(replayed).isEqualTo(2);
        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN EXECUTE format('CREATE TABLE t_%s ()', to_char(now(), 'YYYY')); END $$",
                "SELECT 'CREATE TABLE t ()' \\gexec"
            })
    void aStatementThatIsPutTogetherIsSeenEachTime(String sql) {
        write(sql);
        inAnotherProcess("PostgreSQL 17.6", true);
        inAnotherProcess("PostgreSQL 17.6", true);

        assertThat(replayed).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE TRIGGER t BEFORE INSERT ON a EXECUTE  procedure f()",
                "GRANT EXECUTE ON FUNCTION f() TO app"
            })
    void aStatementThatOnlySaysExecuteIsRemembered(String sql) {
        write(sql);
        inAnotherProcess("PostgreSQL 17.6", true);
        inAnotherProcess("PostgreSQL 17.6", true);

        assertThat(replayed).isEqualTo(1);
    }

    @Test
    void whatIsNotWhatWasWrittenIsSeenAnew() throws IOException {
        inAnotherProcess("PostgreSQL 17.6", true);
        Path file = kept().get(0);
        Files.writeString(file, Files.readString(file).replace("public.a", "public.b"), StandardCharsets.UTF_8);

        assertThat(inAnotherProcess("PostgreSQL 17.6", true)).isEqualTo(SEEN);
        assertThat(replayed).isEqualTo(2);
    }

    @Test
    void theOldestMakeRoom() throws IOException {
        for (int minor = 0; minor < 40; minor++) {
            inAnotherProcess("PostgreSQL 17." + minor, true);
            Files.setLastModifiedTime(newest(), FileTime.from(Instant.EPOCH.plusSeconds(minor)));
        }
        assertThat(kept()).hasSize(32);

        inAnotherProcess("PostgreSQL 17.39", true);
        assertThat(replayed).isEqualTo(40);
        inAnotherProcess("PostgreSQL 17.0", true);
        assertThat(replayed).isEqualTo(41);
    }

    private Replay inAnotherProcess(String conditions, boolean settled) {
        return of(replays(), conditions, settled);
    }

    private Replays replays() {
        return new Replays(Optional.of(new ReplayMemory(directory.resolve("replays"), build)));
    }

    private Replay of(Replays replays, String conditions, boolean settled) {
        return replays.of(MigrationFolder.read(directory.resolve("migrations")), conditions, settled, () -> {
            replayed++;
            return SEEN;
        });
    }

    private void write(String sql) {
        new Trial(directory).write("migrations/1_a/migration.sql", sql);
    }

    private Path newest() throws IOException {
        return kept().stream()
                .filter(file -> file.toFile().lastModified() > 1_000_000)
                .findFirst()
                .orElseThrow();
    }

    private List<Path> kept() throws IOException {
        Path replays = directory.resolve("replays");
        if (!Files.isDirectory(replays)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(replays)) {
            return files.toList();
        }
    }
}
