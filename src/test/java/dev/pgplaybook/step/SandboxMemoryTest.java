package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.PlaybookReader;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxMemoryTest {

    @TempDir
    Path directory;

    @Test
    void knowsAFileByItsContent() throws Exception {
        Path file = Files.writeString(directory.resolve("a.sql"), "SELECT 1;");
        Files.writeString(directory.resolve("b.sql"), "SELECT 1;");
        Optional<String> before = key("like: { file: a.sql }");

        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(key("like: { file: a.sql }")).isPresent().isEqualTo(before).isEqualTo(key("like: { file: b.sql }"));

        Files.writeString(file, "SELECT 2;");
        assertThat(key("like: { file: a.sql }")).isPresent().isNotEqualTo(before);
    }

    @Test
    void knowsMigrationsByTheirNamesAndChecksums() {
        Trial trial = new Trial(directory);
        trial.write("migrations/1_a/migration.sql", "CREATE TABLE a ()");
        Optional<String> one = key("like: migrations");
        trial.write("migrations/2_b/migration.sql", "CREATE TABLE b ()");
        Optional<String> two = key("like: migrations");
        trial.write("migrations/2_b/migration.sql", "CREATE TABLE c ()");
        Optional<String> edited = key("like: migrations");

        assertThat(one).isPresent().isNotEqualTo(two);
        assertThat(edited).isPresent().isNotEqualTo(two);
    }

    @Test
    void remembersNoRowOfATargetAndNothingEmpty() throws Exception {
        Files.writeString(directory.resolve("a.sql"), "SELECT 1;");

        assertThat(key("like: empty")).isEmpty();
        assertThat(key("like: { target: live }")).isEmpty();
        assertThat(key("like: { target: live }, rows: sample")).isEmpty();
        assertThat(key("like: { file: a.sql }, rows: synthetic")).isEmpty();
        assertThat(key("like: { file: gone.sql }")).isEmpty();
    }

    private Optional<String> key(String sandbox) {
        Trial trial = new Trial(directory);
        trial.write("migrations/0_first/migration.sql", "SELECT 1");
        Playbook playbook = PlaybookReader.read(trial.write("book.yaml", """
                version: 1
                playbook: book
                migrations: migrations
                targets:
                  live: { url: "${URL}" }
                  box: { sandbox: { %s } }
                steps:
                  - { id: a, check: { sql: SELECT 1, expect: 1 } }
                """.formatted(sandbox)));
        TargetSpec.Disposable box = (TargetSpec.Disposable)
                Objects.requireNonNull(playbook.targets().get("box"));
        Optional<LikeMigrations> migrations = box.sandbox().like().isOfMigrations()
                ? Optional.of(new LikeMigrations(
                        MigrationFolder.read(directory.resolve("migrations")), "with these", List.of()))
                : Optional.empty();
        return SandboxMemory.key(box.sandbox(), migrations);
    }
}
