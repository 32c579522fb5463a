package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Json;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HistoryIT {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void showsOnOneScreenWhatIsWrongAndWhatToType() throws IOException {
        for (String name : List.of("1_a", "2_b", "3_c", "4_d")) {
            migration(name, "CREATE TABLE " + name.substring(2) + " (i int)");
        }
        bare("deploy");
        migration("5_e", "CREATE TABLE a (i int)");
        migration("6_f", "CREATE TABLE f (i int)");
        bare("deploy");

        Ended screen = bare("history");

        assertThat(screen.status()).isEqualTo(4);
        assertThat(screen.out())
                .contains(db.url().database() + " on ")
                .contains("1_a … 4_d  applied, all 4")
                .containsPattern("✘ +5_e +failed; begun at .* and never finished")
                .contains("ERROR: relation \"a\" already exists")
                .contains("deploy does not get to it before 5_e is resolved")
                .containsPattern("resolve --rolled-back 5_e +when none of it is in the database");
        assertThat(bare("history", "--verbose").out()).contains("2_b").doesNotContain("applied, all");
    }

    @Test
    void givesEverythingAsData() throws IOException {
        migration("1_a", "CREATE TABLE a (i int)");
        bare("deploy");
        migration("1_a", "CREATE TABLE a (i bigint)");

        Ended ended = bare("history", "--json");

        assertThat(ended.status()).isEqualTo(4);
        Map<?, ?> document = (Map<?, ?>) Json.read(ended.out());
        assertThat(document.get("clean")).isEqualTo(false);
        assertThat(document.get("schema")).isEqualTo("public");
        Map<?, ?> migration = (Map<?, ?>) ((List<?>) document.get("migrations")).get(0);
        assertThat(migration.get("edited")).isEqualTo(true);
        assertThat(((Map<?, ?>) ((List<?>) migration.get("diagnoses")).get(0)).get("kind"))
                .isEqualTo("edited");
        assertThat(((Map<?, ?>) ((List<?>) migration.get("rows")).get(0)).get("steps"))
                .hasToString("1");
    }

    @Test
    void repeatsPrismaWordForWordAndSaysWhatItLeavesOut() throws IOException {
        migration("1_a", "CREATE TABLE a (i int)");
        bare("deploy");
        db.execute("UPDATE _prisma_migrations SET finished_at = NULL, rolled_back_at = now()");

        Ended ended = bare("history", "--prisma");

        assertThat(ended.status()).isZero();
        assertThat(ended.out()).isEqualTo("""
                Prisma schema loaded from prisma/schema.prisma
                Datasource "db": PostgreSQL database "%s", schema "public" at "%s:%d"

                1 migration found in prisma/migrations

                Database schema is up to date!
                """.formatted(
                        db.url().database(), db.url().host(), db.url().port()));
        assertThat(ended.err())
                .contains("prisma migrate status of 6.19.3 ends with 0")
                .contains("7.10.1 lists these as not yet applied, as deploy applies them again: 1_a");
    }

    @Test
    void takesAMissingFolderForAnEmptyOneWhenItDeploysAndNowhereElse() {
        Ended deploy = bare("deploy");

        assertThat(deploy.status()).as(deploy.err()).isZero();
        assertThat(deploy.out()).contains("there is no migrations folder");
        assertThat(db.query("SELECT count(*) FROM _prisma_migrations")).isEqualTo("0");
        assertThat(bare("deploy").err()).contains("there is no migrations folder");
        assertThat(bare("history").err()).contains("PB201");
        assertThat(bare("resolve", "--applied", "1_a").err()).contains("PB207");
        assertThat(bare("reset", "--confirm", db.url().database()).err()).contains("PB201");
    }

    @Test
    void refusesTablesWithoutAHistoryEvenWhereThereIsNothingToApply() {
        db.execute("CREATE TABLE somebodys (i int)");

        Ended deploy = bare("deploy");

        assertThat(deploy.status()).isNotZero();
        assertThat(deploy.err()).contains("PB204");
        assertThat(db.query("SELECT to_regclass('_prisma_migrations')")).isEqualTo("null");
    }

    @Test
    void saysWhereOlderPrismasApplyInAnotherOrder() throws IOException {
        migration("1_a", "SELECT 1");
        migration("1_B", "SELECT 1");

        String warning = "Prisma before 6.17 applies 1_B before 1_a";

        assertThat(bare("history").out()).contains(warning);
        assertThat(bare("deploy").out()).contains(warning);
    }

    @Test
    void looksAtTheLockFileToMarkAsAppliedAndNotToMarkAsRolledBack() throws IOException {
        migration("1_a", "CREATE TABLE a (i int)");
        bare("deploy");
        db.execute("UPDATE _prisma_migrations SET finished_at = NULL");
        Files.writeString(directory.resolve("migrations/migration_lock.toml"), "provider = \"mysql\"");

        assertThat(bare("history").out()).contains("the migrations are for mysql");
        assertThat(bare("resolve", "--applied", "1_a").err()).contains("PB203");
        assertThat(bare("resolve", "--rolled-back", "1_a").status()).isZero();
    }

    @Test
    void refusesANameThatTheLocaleCannotRead() throws IOException {
        migration("1_a\u00f1adir", "CREATE TABLE a (i int)");

        Ended ascii = LauncherProcess.run(
                directory,
                Map.of("LC_ALL", "C"),
                "deploy",
                "--url",
                db.url().withPassword(),
                "--migrations",
                "migrations");

        assertThat(ascii.status()).isEqualTo(2);
        assertThat(ascii.err()).contains("PB201").contains("LC_ALL=C.UTF-8");
        assertThat(bare("deploy").status()).isZero();
        assertThat(db.query("SELECT migration_name FROM _prisma_migrations")).isEqualTo("1_a\u00f1adir");
    }

    @Test
    void resetsWhenTheDatabaseIsNamedAndNotBefore() throws IOException {
        migration("1_a", "CREATE TABLE a (i int)");
        db.execute("CREATE TABLE by_hand (i int); INSERT INTO by_hand VALUES (1)");

        assertThat(bare("reset").err())
                .contains("PB503")
                .contains("--confirm " + db.url().database());
        assertThat(bare("reset", "--yes").status()).isEqualTo(2);
        assertThat(bare("reset", "--yes", "--confirm", "other").err()).contains("PB504");
        assertThat(db.query("SELECT count(*) FROM by_hand")).isEqualTo("1");

        Ended reset = bare("reset", "--confirm", db.url().database());

        assertThat(reset.status()).as(reset.err()).isZero();
        assertThat(reset.out()).contains("lost: the table by_hand, ");
        assertThat(db.query("SELECT to_regclass('by_hand') IS NULL AND to_regclass('a') IS NOT NULL"))
                .isEqualTo("t");
        assertThat(bare("history").status()).isZero();
    }

    @Test
    void resetsATargetOfAPlaybookOnlyWhereThatIsDisposable() throws IOException {
        migration("1_a", "CREATE TABLE a (i int)");
        db.execute("CREATE TABLE by_hand (i int)");
        Files.writeString(directory.resolve("book.yaml"), """
                version: 1
                playbook: book
                migrations: migrations
                targets:
                  staging: { url: "${URL}" }
                  scratch: { url: "${URL}", disposable: true }
                steps: [{ id: all, deploy: { expect: [1_a] }, undo: none }]
                """);
        String reset = "reset --confirm " + db.url().database();

        Ended refused = typed("open book.yaml", "use staging", reset);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("PB521 The target staging is not disposable");
        assertThat(db.query("SELECT to_regclass('by_hand')")).isEqualTo("by_hand");

        assertThat(typed("open book.yaml", "use scratch", reset).status()).isZero();
        assertThat(db.query("SELECT to_regclass('by_hand') IS NULL AND to_regclass('a') IS NOT NULL"))
                .isEqualTo("t");
    }

    private Ended typed(String... lines) {
        return LauncherProcess.type(
                directory, Map.of("LC_ALL", "C.UTF-8", "URL", db.url().withPassword()), lines);
    }

    private void migration(String name, String sql) throws IOException {
        Path file = directory.resolve("migrations").resolve(name).resolve("migration.sql");
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql);
    }

    private Ended bare(String command, String... more) {
        Stream<String> place = Stream.of(command, "--url", db.url().withPassword(), "--migrations", "migrations");
        return LauncherProcess.run(
                directory,
                Map.of("LC_ALL", "C.UTF-8"),
                Stream.concat(place, Stream.of(more)).toArray(String[]::new));
    }
}
