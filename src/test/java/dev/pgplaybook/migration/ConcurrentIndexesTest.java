package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.testing.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Indexes that are built while others work, and what stands in their way. */
class ConcurrentIndexesTest extends ProjectTest {

    private static final SessionOptions IMPATIENT =
            Project.NAMED.timeouts(Optional.of(Duration.ofMillis(50)), Optional.of(Duration.ofSeconds(60)));

    @BeforeEach
    void begin() {
        project.deploy();
        db.execute("CREATE TABLE t (i int); INSERT INTO t SELECT generate_series(1, 100)");
        project.migration(A, "CREATE INDEX CONCURRENTLY IF NOT EXISTS t_i ON t (i);\nCREATE TABLE behind (i int);");
    }

    @Test
    void waitsForOthersLongerThanTheLockTimeout() {
        try (Session writer = Session.open(db.url(), SessionOptions.named("writer"))) {
            writer.begin();
            writer.script("INSERT INTO t VALUES (0)");
            CompletableFuture<List<String>> deploy = CompletableFuture.supplyAsync(this::deploy);
            Patience.until("the build waits for the writer", () -> waits("virtualxid") || waits("transactionid"));
            db.query("SELECT pg_sleep(0.3)");

            writer.commit();

            assertThat(deploy.join()).containsExactly(A);
        }
        assertThat(invalidIndexes()).isEqualTo("0");
    }

    @Test
    void dropsTheInvalidIndexThatAnotherToolLeft() {
        db.execute("INSERT INTO t VALUES (1)");
        leaveInvalidIndex();
        assertThat(invalidIndexes()).isEqualTo("1");

        assertThat(deploy()).containsExactly(A);

        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_i'::regclass"))
                .isEqualTo("t");
        assertThat(invalidIndexes()).isEqualTo("0");
    }

    @Test
    void leavesAnInvalidIndexAloneThatIsNotItsOwn() {
        db.execute("INSERT INTO t VALUES (1)");
        leaveInvalidIndex();
        db.execute("ALTER INDEX t_i RENAME TO of_somebody_else");

        assertThat(deploy()).containsExactly(A);

        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'of_somebody_else'::regclass"))
                .isEqualTo("f");
    }

    @Test
    void resumesABuildThatWasCancelled() {
        Cancellation cancellation = new Cancellation();
        try (Session writer = Session.open(db.url(), SessionOptions.named("writer"))) {
            writer.begin();
            writer.script("INSERT INTO t VALUES (0)");
            CompletableFuture<MigrationFailedException> failure =
                    CompletableFuture.supplyAsync(() -> Failures.migration(() -> project.deploy(
                            IMPATIENT.stoppedBy(cancellation),
                            Project.options(ExecutionModel.TRANSACTION, 3),
                            DeployListener.NOBODY)));
            Patience.until("the build waits for the writer", () -> waits("virtualxid") || waits("transactionid"));

            cancellation.request();

            assertThat(failure.join().effect()).isEqualTo(Effect.SOME);
        }
        assertThat(invalidIndexes()).isEqualTo("1");
        assertThat(project.row(A).isFailed()).isTrue();

        project.resume(A, Optional.empty());

        assertThat(project.row(A).finishedAt()).isPresent();
        assertThat(invalidIndexes()).isEqualTo("0");
        assertThat(db.query("SELECT to_regclass('behind')")).isEqualTo("behind");
    }

    /** A Prisma CLI that was killed leaves such a connection: it waits for the lock, and notices nothing before it has it. */
    @Test
    void passesAnAbandonedWaiterForTheHistorysLock() throws SQLException {
        Connection waiter = db.connect();
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        DeployListener listener = new DeployListener() {
            @Override
            public void statementNext(Statement statement) {
                if (waiting.isEmpty()) {
                    // Behind the point where the way was made, so that the build itself meets it.
                    waiting.add(CompletableFuture.runAsync(() -> lockHistory(waiter)));
                    Patience.until("the other tool waits for the lock", () -> waits("advisory"));
                }
            }
        };

        List<String> applied = project.deploy(IMPATIENT, Project.options(ExecutionModel.TRANSACTION, 3), listener);

        assertThat(applied).containsExactly(A);
        assertThat(invalidIndexes()).isEqualTo("0");
        waiting.get(0).join();
    }

    @Test
    void rebuildsAnIndexOverTheCopyThatABrokenAttemptLeft() {
        db.execute("CREATE INDEX t_i ON t (i)");
        project.migration(A, "REINDEX INDEX CONCURRENTLY t_i");
        Cancellation cancellation = new Cancellation();
        try (Session writer = Session.open(db.url(), SessionOptions.named("writer"))) {
            writer.begin();
            writer.script("INSERT INTO t VALUES (0)");
            CompletableFuture<MigrationFailedException> failure =
                    CompletableFuture.supplyAsync(() -> Failures.migration(() -> project.deploy(
                            IMPATIENT.stoppedBy(cancellation),
                            Project.options(ExecutionModel.TRANSACTION, 3),
                            DeployListener.NOBODY)));
            Patience.until("the rebuild waits for the writer", () -> waits("virtualxid") || waits("transactionid"));
            cancellation.request();
            failure.join();
        }
        assertThat(invalidIndexes()).isEqualTo("1");

        project.resume(A, Optional.empty());

        assertThat(invalidIndexes()).isEqualTo("0");
        assertThat(db.query("SELECT count(*) FROM pg_class WHERE relname ~ '^t_i'"))
                .isEqualTo("1");
    }

    private List<String> deploy() {
        return project.deploy(IMPATIENT, Project.options(ExecutionModel.TRANSACTION, 3), DeployListener.NOBODY);
    }

    /** A unique index over rows that are not unique breaks, and stays. */
    private void leaveInvalidIndex() {
        try (Session session = Session.open(db.url(), SessionOptions.named("another tool"))) {
            session.script("CREATE UNIQUE INDEX CONCURRENTLY t_i ON t (i)");
            throw new AssertionError("the index should break");
        } catch (dev.pgplaybook.database.StatementFailedException e) {
            assertThat(e.failure().sqlState()).isEqualTo("23505");
        }
    }

    private static void lockHistory(Connection connection) {
        try (var statement = connection.createStatement()) {
            // Otherwise it depends on chance which of the two the server ends.
            statement.execute("SET deadlock_timeout = '1h'");
            statement.execute("SELECT pg_advisory_lock(72707369)");
            statement.execute("SELECT pg_advisory_unlock(72707369)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private String invalidIndexes() {
        return db.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid");
    }

    private boolean waits(String kind) {
        return !db.query("SELECT count(*) FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)"
                        + " WHERE NOT l.granted AND a.datname = current_database() AND l.locktype = '" + kind + "'")
                .equals("0");
    }
}
