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
        assertThat(folder.find("20250101000000_a").orElseThrow().source().text())
                .isEqualTo("SELECT 1");
        assertThat(folder.find("20250101000000")).isEmpty();
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        Problem problem = Failures.refused(ProblemCode.PB201, () -> MigrationFolder.read(directory.resolve("missing")));

        assertThat(problem.message()).contains(directory.resolve("missing").toString());
    }

    @Test
    void takesAMissingFolderForAnEmptyOneWhereAsked() {
        MigrationFolder folder = MigrationFolder.readOrEmpty(directory.resolve("missing"));

        assertThat(folder.migrations()).isEmpty();
        assertThat(folder.warnings())
                .singleElement()
                .asString()
                .contains("there is no migrations folder " + folder.path());
    }

    @Test
    void refusesAFileInTheFoldersPlace() {
        project().file("migrations", "a file");

        Failures.refused(ProblemCode.PB201, () -> MigrationFolder.readOrEmpty(directory.resolve("migrations")));
    }

    @Test
    void leavesLinksToDirectoriesOutAsPrismaDoes() throws IOException {
        project()
                .migration("elsewhere/20250101000000_a", "SELECT 1")
                .migration("migrations/20250102000000_b", "SELECT 2");
        Files.createSymbolicLink(
                directory.resolve("migrations/20250101000000_a"), directory.resolve("elsewhere/20250101000000_a"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("migrations"));

        assertThat(MigrationFolder.read(link).migrations())
                .extracting(Migration::name)
                .containsExactly("20250102000000_b");
        assertThat(MigrationFolder.read(link).warnings())
                .containsExactly("20250101000000_a is a link to a directory, which is no migration, to Prisma neither");
    }

    @Test
    void saysWhereOlderPrismasGoAnotherWay() {
        project()
                .migration("20250101000000_a", "")
                .migration("20250101000000_B", "")
                .migration("20250102000000_c", "");
        MigrationFolder folder = MigrationFolder.read(directory);

        assertThat(folder.migrations())
                .extracting(Migration::name)
                .containsExactly("20250101000000_a", "20250101000000_B", "20250102000000_c");
        assertThat(folder.warnings())
                .containsExactly(
                        "Prisma before 6.17 applies 20250101000000_B before 20250101000000_a, later ones apply it after");
    }

    @Test
    void saysThatAFolderIsEmptyAndNothingOfAnOrdinaryOne() {
        assertThat(MigrationFolder.read(directory).warnings()).containsExactly("there is no migration in " + directory);

        project().migration("20250101000000_a", "").migration("20250102000000_b", "");

        assertThat(MigrationFolder.read(directory).warnings()).isEmpty();
    }

    @Test
    void refusesAScriptThatIsNotThere() throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        Migration migration = MigrationFolder.read(directory).migrations().get(0);

        Failures.refused(ProblemCode.PB202, migration::script);
    }

    @Test
    void takesADirectoryForAMigrationWhateverItsName() {
        project().migration("migration_lock.toml", "SELECT 1");
        MigrationFolder folder = MigrationFolder.read(directory);

        assertThat(folder.migrations()).extracting(Migration::name).containsExactly("migration_lock.toml");
        assertThatCode(folder::requirePostgres).doesNotThrowAnyException();
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
                "provider = provider = \"postgresql\"",
                "provider = \"\"postgresql\"\"\n",
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
    void takesALockFileThatCannotBeReadForNoneAsPrismaDoes() throws IOException {
        Files.createDirectories(directory.resolve("migration_lock.toml"));

        assertThatCode(() -> MigrationFolder.read(directory).requirePostgres()).doesNotThrowAnyException();
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
