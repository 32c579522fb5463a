package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFolderTest {

    @TempDir
    Path directory;

    @Test
    void countsEveryDirectoryAndNoFile() throws IOException {
        project()
                .migration("20250102000000_b", "SELECT 2")
                .migration("20250101000000_a", "SELECT 1")
                .migration(".hidden", "SELECT 3")
                .migration("with blank", "SELECT 4")
                .file("notes.txt", "not one")
                .file("20250103000000_c.sql", "not one either")
                .file("migration_lock.toml", "provider = \"postgresql\"\n");
        Files.createDirectories(directory.resolve("nested/inner"));

        MigrationFolder folder = MigrationFolder.read(directory);

        assertThat(folder.migrations())
                .extracting(Migration::name)
                .containsExactly(".hidden", "20250101000000_a", "20250102000000_b", "nested", "with blank");
        assertThat(folder.find("nested"))
                .hasValueSatisfying(nested -> assertThat(nested.hasScript()).isFalse());
        assertThat(folder.find("20250101000000_a").orElseThrow().script().text())
                .isEqualTo("SELECT 1");
        assertThat(folder.find("20250101000000")).isEmpty();
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        Problem problem = Failures.refused(ProblemCode.PB201, () -> MigrationFolder.read(directory.resolve("missing")));

        assertThat(problem.message()).contains(directory.resolve("missing").toString());
    }

    @Test
    void refusesAScriptThatIsNotThere() throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        Migration migration = MigrationFolder.read(directory).migrations().get(0);

        Failures.refused(ProblemCode.PB202, migration::script);
    }

    @Test
    void needsNoLockFile() {
        assertThatCode(() -> MigrationFolder.read(directory).requirePostgres()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "provider = \"postgresql\"",
                "provider = \"postgresql\"\n",
                "# a comment\r\nprovider = \"postgresql\"\r\n",
                "provider = postgresql",
                "provider = \"postgresql\"\nprovider = \"mysql\"",
                " provider = \"mysql\"\nprovider = \"postgresql\"",
            })
    void takesALockFileThatPrismaTakes(String text) {
        project().file("migration_lock.toml", text);

        assertThatCode(() -> MigrationFolder.read(directory).requirePostgres()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "provider = \"mysql\"",
                "provider=\"postgresql\"",
                "provider = 'postgresql'",
                "provider =  \"postgresql\"",
                "provider = \"postgresql\" ",
                "provider = \"postgresql\" # ours",
                " provider = \"postgresql\"",
                "provider = \"postgres\"",
                "# nothing",
                "",
            })
    void refusesALockFileThatPrismaRefuses(String text) {
        project().file("migration_lock.toml", text);

        Failures.refused(
                ProblemCode.PB203, () -> MigrationFolder.read(directory).requirePostgres());
    }

    @Test
    void namesTheProviderAsPrismaReadsIt() {
        project().file("migration_lock.toml", "provider=\"postgresql\"\n");

        Problem problem = Failures.refused(
                ProblemCode.PB203, () -> MigrationFolder.read(directory).requirePostgres());

        assertThat(problem.message()).contains("are for provider=\"postgresql, not for postgresql");
    }

    @Test
    void refusesALockFileThatIsNoText() throws IOException {
        Files.write(directory.resolve("migration_lock.toml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, '\n'});

        Failures.refused(
                ProblemCode.PB203, () -> MigrationFolder.read(directory).requirePostgres());
    }

    private Project project() {
        return new Project(directory, DatabaseUrl.of("localhost", 1, "none", "nobody", "none"));
    }
}
