package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Json;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void rehearsesTheStoryAndListsTheRun() {
        Trial.ofTheStory(directory);

        Ended rehearsal = run("rehearse", "playbooks/admin-roles.yaml", "--json");
        Ended runs = run("runs", "--json");

        assertThat(rehearsal.status()).as(rehearsal.err()).isZero();
        Map<?, ?> document = (Map<?, ?>) Json.read(rehearsal.out());
        assertThat(document.get("result")).isEqualTo("passed");
        assertThat(((Map<?, ?>) ((List<?>) Json.read(runs.out())).get(0)).get("run"))
                .isEqualTo(document.get("run"));
        assertThat(run("runs", "show", document.get("run").toString()).out())
                .contains("1 applied")
                .contains("ALTER TABLE \"trades\"");
        assertThat(run("status").out()).contains("passed (exit 0)");
    }

    @Test
    void deploysResolvesAndTellsTheHistoryWithoutAPlaybook() throws IOException {
        migration("1_a", "CREATE TABLE a (id int)");
        migration("2_b", "CREATE TABLE b (id int); SELECT 1 / 0");

        assertThat(bare("history").status()).isEqualTo(4);
        assertThat(bare("deploy").status()).isEqualTo(6);
        assertThat(db.query("SELECT to_regclass('b') IS NULL AND to_regclass('a') IS NOT NULL"))
                .isEqualTo("t");
        assertThat(bare("deploy").err()).contains("PB205");
        assertThat(bare("resolve", "--rolled-back", "2_b").status()).isZero();
        migration("2_b", "CREATE TABLE b (id int)");
        assertThat(bare("deploy").status()).isZero();
        assertThat(bare("history").status()).isZero();
        assertThat(bare("deploy").out()).isEqualTo("nothing is pending\n");
    }

    /** The grammar is lint's: its classes would cost a deploy most of a second. */
    @Test
    void deploysWithoutLoadingTheGrammar() throws IOException {
        migration("1_a", "CREATE TABLE a (id int)");
        Path loaded = directory.resolve("loaded.txt");

        Ended ended = LauncherProcess.run(
                directory,
                Map.of("PGPLAYBOOK_JAVA_OPTS", "-Xlog:class+load:file=" + loaded),
                "deploy",
                "--url",
                db.url().withPassword(),
                "--migrations",
                "migrations");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(Files.readString(loaded))
                .contains("dev.pgplaybook.sql.Splitter")
                .doesNotContain("org.antlr", "org.pgcodekeeper", "dev.pgplaybook.sql.Parser");
    }

    @Test
    void leavesNothingBehindWhenTheFirstMigrationFails() throws IOException {
        migration("1_a", "CREATE TABLE a (id int);\nSELECT 1 / 0");

        Ended ended = bare("deploy");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("migration.sql:2:").contains("22012");
        assertThat(db.query(
                        "SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NULL AND logs LIKE '%22012%'"))
                .isEqualTo("1");
    }

    @Test
    void namesTheFlagThatWouldHaveAnswered() throws IOException {
        playbook("true", "  - id: a\n    sql: SELECT 1\n");

        assertThat(run("run", "book.yaml").err()).contains("PB524", "--without-rehearsal");
        assertThat(run("run", "book.yaml", "--without-rehearsal", "none yet").err())
                .contains("PB503")
                .contains("--confirm " + db.url().database());
        assertThat(run("run", "book.yaml", "--without-rehearsal", "none yet", "--yes")
                        .status())
                .isEqualTo(2);
        assertThat(run("run", "book.yaml", "--without-rehearsal", "none yet", "--confirm", "other")
                        .err())
                .contains("PB504");
        assertThat(run(
                                "run",
                                "book.yaml",
                                "--without-rehearsal",
                                "none yet",
                                "--confirm",
                                db.url().database())
                        .status())
                .isZero();
    }

    @Test
    void cancelsTheStatementOnTheServerWhenItIsInterrupted() throws IOException, InterruptedException {
        playbook("false", "  - id: slow\n    sql: SELECT pg_sleep(100)\n");

        LauncherProcess run = LauncherProcess.start(directory, environment(), "run", "book.yaml", "--yes");
        awaitSleepers("1", run);
        new ProcessBuilder("kill", "-INT", String.valueOf(run.process().pid()))
                .start()
                .waitFor(5, TimeUnit.SECONDS);

        assertThat(run.await().status()).isEqualTo(130);
        assertThat(sleepers()).isEqualTo("0");
        assertThat(run("status").out()).contains("interrupted");
    }

    @Test
    void servesMostOfItsClassesFromTheArchiveAndLoadsNoDriverToShowAPlaybook() throws IOException {
        Trial.ofTheStory(directory);
        Path log = directory.resolve("classes.log");

        Ended ended = LauncherProcess.run(
                directory,
                Map.of("PGPLAYBOOK_JAVA_OPTS", "-Xlog:class+load:file=" + log),
                "show",
                "playbooks/admin-roles.yaml");

        assertThat(ended.status()).isZero();
        List<String> loaded = Files.readAllLines(log);
        long shared =
                loaded.stream().filter(l -> l.contains("shared objects file")).count();
        assertThat(shared).isGreaterThan(loaded.size() * 8L / 10);
        assertThat(loaded)
                .noneMatch(l -> l.contains(" org.postgresql.")
                        || l.contains(" org.testcontainers.")
                        || l.contains(" io.zonky."));
    }

    private void awaitSleepers(String count, LauncherProcess run) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!sleepers().equals(count)) {
            assertThat(System.nanoTime())
                    .as("it never slept: %s", run.outSoFar())
                    .isLessThan(limit);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private String sleepers() {
        return db.query(
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(100)%' AND state = 'active' AND pid <> pg_backend_pid()");
    }

    private void playbook(String isProtected, String steps) throws IOException {
        Files.createDirectories(directory.resolve(".pgplaybook"));
        Files.writeString(
                directory.resolve("book.yaml"),
                "version: 1\nplaybook: book\ntargets:\n  server: { url: \"${URL}\", protected: " + isProtected
                        + " }\nsteps:\n" + steps);
    }

    private void migration(String name, String sql) throws IOException {
        Files.createDirectories(directory.resolve("migrations").resolve(name));
        Files.writeString(directory.resolve("migrations").resolve(name).resolve("migration.sql"), sql);
    }

    private Ended bare(String command, String... more) {
        String[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                command, "--url", db.url().withPassword(), "--migrations", "migrations"),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return run(all);
    }

    private Map<String, String> environment() {
        return Map.of("URL", db.url().withPassword());
    }

    private Ended run(String... arguments) {
        return LauncherProcess.run(directory, environment(), arguments);
    }
}
