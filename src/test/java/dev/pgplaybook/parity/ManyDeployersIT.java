package dev.pgplaybook.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several deployments of one folder to one database at the same time, as a pipeline with replicas starts them. */
class ManyDeployersIT {

    private static final int MIGRATIONS = 6;

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void applyEachMigrationOnceAndNobodyFails(int deployers) throws IOException {
        writeMigrations();
        List<LauncherProcess> processes = new ArrayList<>();
        for (int i = 0; i < deployers; i++) {
            processes.add(deploy(i));
        }

        for (LauncherProcess process : processes) {
            LauncherProcess.Ended ended = process.await();
            assertThat(ended.status()).as(ended.err()).isZero();
        }

        assertEachAppliedOnce();
    }

    /** Prisma waits inside the lock with a snapshot, which no CONCURRENTLY passes, and leaves its connection behind when it gives up. */
    @Test
    void getPastAPrismaThatWaitsAmongThem() throws IOException {
        PrismaCli prisma = PrismaCli.require();
        writeMigrations();
        // The builds take as long as somebody writes, so that Prisma comes while one is under way.
        db.execute(
                "CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,"
                        + " finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,"
                        + " started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)");
        db.execute("CREATE TABLE busy (i int)");
        write("20250101000000_slow", "CREATE INDEX CONCURRENTLY busy_i ON busy (i);");
        List<LauncherProcess> processes = new ArrayList<>();
        try (var writer = dev.pgplaybook.database.Session.open(
                db.url(), dev.pgplaybook.database.SessionOptions.named("writer"))) {
            writer.begin();
            writer.script("INSERT INTO busy VALUES (1)");
            processes.add(deploy(0));
            Patience.until("the build waits for the writer", () -> waiting("virtualxid") || waiting("transactionid"));
            CompletableFuture<Tool.Ended> waiter = CompletableFuture.supplyAsync(
                    () -> prisma.run(directory.resolve("migrations"), db.url(), List.of("deploy")));
            processes.add(deploy(1));
            Patience.until("Prisma waits for the history's lock", () -> waiting("advisory"));
            writer.commit();

            for (LauncherProcess process : processes) {
                LauncherProcess.Ended ended = process.await();
                assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
            }
            waiter.join();
        }

        assertEachAppliedOnce();
    }

    private void assertEachAppliedOnce() {
        assertThat(db.rows("SELECT migration_name, count(*), count(finished_at), count(rolled_back_at)"
                        + " FROM _prisma_migrations GROUP BY 1"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.subList(1, 4)).containsExactly("1", "1", "0"));
        assertThat(db.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .isEqualTo("0");
        assertThat(db.query("SELECT count(*) FROM pg_class WHERE relname ~ '^m[0-9]_i$'"))
                .isEqualTo(String.valueOf(MIGRATIONS));
    }

    private void writeMigrations() throws IOException {
        for (int i = 1; i <= MIGRATIONS; i++) {
            String table = "m" + i;
            write(
                    "2025020" + i + "000000_" + table,
                    "CREATE TABLE %1$s (i int);\nINSERT INTO %1$s SELECT generate_series(1, 1000);\nCREATE INDEX CONCURRENTLY %1$s_i ON %1$s (i);\n"
                            .formatted(table));
        }
    }

    private void write(String name, String sql) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("migrations").resolve(name));
        Files.writeString(folder.resolve("migration.sql"), sql);
    }

    /** Each where it keeps records of its own, as each replica does. */
    private LauncherProcess deploy(int number) throws IOException {
        Path own = Files.createDirectories(directory.resolve("replica" + number).resolve(".pgplaybook"));
        return LauncherProcess.start(
                own.getParent(),
                Map.of(),
                "deploy",
                "--url",
                db.url().withPassword(),
                "--migrations",
                directory.resolve("migrations").toString());
    }

    private boolean waiting(String kind) {
        return !db.query("SELECT count(*) FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)"
                        + " WHERE NOT l.granted AND a.datname = current_database() AND l.locktype = '" + kind + "'")
                .equals("0");
    }
}
