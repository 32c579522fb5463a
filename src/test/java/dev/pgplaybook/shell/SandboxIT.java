package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.journal.Json;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.TestServer;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sandboxes that stay behind their command. The cache is the test's own, so that nothing of others is listed or taken down. */
class SandboxIT {

    @TempDir
    Path directory;

    @TempDir
    Path cache;

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(run("sandbox", "down", "--all").status()).isZero();

        assertThat(directories("sandboxes")).isEmpty();
        assertThat(directories("kept")).isEmpty();
        assertThat(servers()).isEmpty();
    }

    @Test
    void staysBehindItsCommandUntilItIsTakenDown() throws Exception {
        Files.writeString(directory.resolve("live.sql"), "CREATE TABLE t AS SELECT generate_series(1, 3) AS n;");

        Ended up = run("sandbox", "up", "live.sql", "--provider", "embedded");

        assertThat(up.status()).as(up.err()).isZero();
        assertThat(up.err()).contains("embedded PostgreSQL 17.6, like live.sql").contains("sandbox down live-");
        String url = up.out().strip();
        assertThat(one(url, "SELECT count(*) FROM t")).isEqualTo("3");

        Ended list = run("sandbox", "list", "--json");
        Map<?, ?> listed = (Map<?, ?>) ((List<?>) Json.read(list.out())).get(0);
        String name = String.valueOf(listed.get("name"));
        assertThat(listed.get("provider")).isEqualTo("embedded");
        assertThat(listed.get("like")).isEqualTo("like live.sql");
        assertThat((Number) listed.get("bytes")).isNotNull();
        String password = DatabaseUrl.parse(url, Map.of()).password().orElseThrow();
        assertThat(list.out() + list.err() + run("sandbox", "list").out())
                .contains(name)
                .doesNotContain(password);
        assertThat(run("sandbox", "psql", name).out().strip()).isEqualTo(url);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                        cacheInUse().resolve("kept").resolve(name + ".properties"))))
                .isEqualTo("rw-------");

        assertThat(run("sandbox", "down", name).out()).isEqualTo("removed " + name + "\n");
        assertThat(run("sandbox", "list").out()).isEqualTo("no sandbox is up\n");
        assertThat(run("sandbox", "psql", name).err()).contains("PB612");
    }

    @Test
    void prunesWhatIsOldUnlessItIsKept() {
        String url = up("sandbox", "up", "--provider", "embedded");
        String name = name(0);

        assertThat(run("sandbox", "prune").out()).isEqualTo("no sandbox is old enough to be removed\n");
        assertThat(run("sandbox", "keep", name).status()).isZero();
        assertThat(run("sandbox", "prune", "--older", "1ms").out()).startsWith("no sandbox");
        up("sandbox", "up", "--provider", "embedded");
        String second = name(1);

        assertThat(run("sandbox", "prune", "--older", "1ms").out()).isEqualTo("removed " + second + "\n");
        assertThat(one(url, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void isAnOrphanOnceItsServerHasDied() throws Exception {
        up("sandbox", "up", "--provider", "embedded");
        String name = name(0);
        for (ProcessHandle server : servers()) {
            server.destroyForcibly();
            server.onExit().get(20, TimeUnit.SECONDS);
        }

        Ended next = run("sandbox", "up", "--provider", "embedded");

        assertThat(next.err()).contains("removed the sandbox " + name + " that an earlier process left behind");
        assertThat(((List<?>) Json.read(run("sandbox", "list", "--json").out())))
                .hasSize(1);
    }

    @Test
    void isWarmTheSecondTimeUnlessTheFileHasChanged() throws IOException {
        Path file = Files.copy(Path.of("playbooks/production.sql"), directory.resolve("production.sql"));
        String[] up = {"sandbox", "up", "production.sql", "--provider", "embedded"};
        String rows = "SELECT (SELECT count(*) FROM users) || ' ' || (SELECT count(*) FROM trades)";

        Ended first = run(up);
        Ended second = run(up);
        Files.writeString(file, "CREATE TABLE changed ();\n" + Files.readString(file));
        Ended third = run(up);

        assertThat(first.err()).contains("like production.sql\n");
        assertThat(second.err()).contains("like production.sql, warm\n");
        assertThat(third.err()).contains("like production.sql\n");
        assertThat(one(second.out().strip(), rows)).isEqualTo(one(first.out().strip(), rows));
        assertThat(one(third.out().strip(), "SELECT to_regclass('changed')")).isEqualTo("changed");
    }

    @Test
    void takesTheMigrationsOrATargetOfAPlaybook() {
        Trial.ofTheStory(directory);

        String migrations = up("sandbox", "up", "migrations", "--migrations", "migrations", "--provider", "embedded");
        String target =
                up("sandbox", "up", "throwaway", "--playbook", "playbooks/admin-roles.yaml", "--provider", "embedded");

        assertThat(one(migrations, "SELECT count(*) FROM _prisma_migrations")).isEqualTo("3");
        assertThat(one(target, "SELECT to_regclass('_prisma_migrations') IS NULL AND count(*) > 0 FROM users"))
                .isEqualTo("t");
    }

    @Test
    void keepsTheSandboxOfARehearsal() throws IOException {
        Files.createDirectories(directory.resolve(".pgplaybook"));
        Files.writeString(directory.resolve("book.yaml"), """
                version: 1
                playbook: book
                targets: { box: { sandbox: { provider: embedded } } }
                steps:
                  - { id: a, sql: CREATE TABLE rehearsed () }
                """);

        Ended rehearsal = run("rehearse", "book.yaml", "--keep");

        assertThat(rehearsal.status()).as(rehearsal.err()).isZero();
        assertThat(rehearsal.err()).contains("reach it with sandbox psql " + name(0));
        assertThat(one(run("sandbox", "psql", name(0)).out().strip(), "SELECT to_regclass('rehearsed')"))
                .isEqualTo("rehearsed");
    }

    @Test
    void isADatabaseOnAServerWhosePasswordIsNotWrittenDown() throws IOException {
        DatabaseUrl server = TestServer.url("postgres");
        Ended up = run("sandbox", "up", "--provider", "server", "--url", server.withPassword());

        assertThat(up.status()).as(up.err()).isZero();
        assertThat(up.out()).doesNotContain(server.password().orElseThrow());
        String name = name(0);
        assertThat(Files.readString(cacheInUse().resolve("kept").resolve(name + ".properties")))
                .doesNotContain(server.password().orElseThrow());
        assertThat(run("sandbox", "down", name).out()).isEqualTo("removed " + name + "\n");
        assertThat(one(server.withPassword(), "SELECT count(*) FROM pg_database WHERE datname = '" + name + "'"))
                .isEqualTo("0");
    }

    @Test
    void namesWhatItCannotResembleAndWhatIsMissing() {
        assertThat(run("sandbox", "up", "nothing.sql").err()).contains("PB603");
        assertThat(run("sandbox", "up", "--version", "new").err()).contains("PB518");
        assertThat(run("sandbox", "down").err()).contains("PB518");
    }

    private String up(String... arguments) {
        Ended up = run(arguments);
        assertThat(up.status()).as(up.err()).isZero();
        return up.out().strip();
    }

    private String name(int index) {
        List<?> all = (List<?>) Json.read(run("sandbox", "list", "--json").out());
        return String.valueOf(((Map<?, ?>) all.get(index)).get("name"));
    }

    private static String one(String url, String sql) {
        try (Connection connection = TestServer.connect(DatabaseUrl.parse(url, Map.of()));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Ended run(String... arguments) {
        return LauncherProcess.run(
                directory,
                Map.of(
                        "LC_ALL",
                        "C.UTF-8",
                        "PGPLAYBOOK_CACHE",
                        cache.resolve("own").toString(),
                        "PGPASSWORD",
                        TestServer.url("postgres").password().orElseThrow()),
                arguments);
    }

    private Path cacheInUse() {
        return cache.resolve("own");
    }

    /** As root the server may run as another account, in a cache of its own beside ours. */
    private List<Path> directories(String name) throws IOException {
        try (Stream<Path> all = Files.walk(cache, 3)) {
            return all.filter(path -> String.valueOf(path.getParent()).endsWith("/" + name))
                    .toList();
        }
    }

    private List<ProcessHandle> servers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> Stream.of(arguments)
                                .anyMatch(a -> a.startsWith(cache.toString()) && a.endsWith("/data")))
                        .isPresent())
                .toList();
    }
}
