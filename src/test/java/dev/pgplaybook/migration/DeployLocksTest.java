package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.testing.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeployLocksTest extends ProjectTest {

    private static final SessionOptions IMPATIENT =
            Project.NAMED.timeouts(Optional.of(Duration.ofMillis(30)), Optional.empty());

    @BeforeEach
    void begin() {
        project.deploy();
        db.execute("CREATE TABLE busy (i int)");
        project.migration(A, "CREATE TABLE a (i int);\nALTER TABLE busy ADD COLUMN j int;");
    }

    @Test
    void triesAgainUntilTheLockIsToBeHad() {
        try (Session holder = Session.open(db.url(), SessionOptions.named("holder"))) {
            holder.begin();
            holder.script("LOCK TABLE busy IN ACCESS SHARE MODE");
            List<Integer> attempts = new ArrayList<>();
            DeployListener listener = new DeployListener() {
                @Override
                public void retrying(Migration migration, int attempt, String reason, List<Blocker> blockers) {
                    attempts.add(attempt);
                    if (attempt == 3) {
                        holder.rollback();
                    }
                }
            };

            List<String> applied = project.deploy(IMPATIENT, Project.options(ExecutionModel.TRANSACTION, 20), listener);

            assertThat(applied).containsExactly(A);
            assertThat(attempts).startsWith(2, 3);
            assertThat(project.row(A).steps()).isEqualTo(1);
        }
    }

    /** A writer that holds one of its tables and wants the other is the commonest one. */
    @Test
    void triesAgainAfterADeadlock() {
        db.execute("CREATE TABLE also (i int)");
        project.migration(A, "ALTER TABLE busy ADD COLUMN j int;\nALTER TABLE also ADD COLUMN j int;");
        List<String> reasons = new ArrayList<>();
        DeployListener listener = new DeployListener() {
            @Override
            public void retrying(Migration migration, int attempt, String reason, List<Blocker> blockers) {
                reasons.add(reason);
            }
        };
        try (Session writer = Session.open(db.url(), SessionOptions.named("writer"))) {
            writer.begin();
            writer.script("SET LOCAL deadlock_timeout = '60s'; INSERT INTO also VALUES (1)");
            CompletableFuture<List<String>> deploy = CompletableFuture.supplyAsync(
                    () -> project.deploy(Project.NAMED, Project.options(ExecutionModel.TRANSACTION, 20), listener));
            Patience.until("the deploy waits for the writer", this::somebodyWaits);

            writer.script("INSERT INTO busy VALUES (1)");
            writer.commit();

            assertThat(deploy.join()).containsExactly(A);
        }
        assertThat(reasons).isNotEmpty().first().asString().contains("deadlock");
        assertThat(project.row(A).steps()).isEqualTo(1);
    }

    private boolean somebodyWaits() {
        return !db.query("SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0");
    }

    @Test
    void leavesTheWayFreeForTheNextDeployWhenTheLockIsNotToBeHad() {
        try (Session holder = Session.open(db.url(), SessionOptions.named("holder"))) {
            holder.begin();
            holder.script("LOCK TABLE busy IN ACCESS SHARE MODE");

            MigrationFailedException failure = Failures.migration(() ->
                    project.deploy(IMPATIENT, Project.options(ExecutionModel.TRANSACTION, 2), DeployListener.NOBODY));

            holder.rollback();
            assertThat(failure.effect()).isEqualTo(Effect.NONE);
            assertThat(failure.first().code()).isEqualTo(ProblemCode.PB412);
        }
        HistoryRow row = project.row(A);
        assertThat(row.rolledBackAt()).isPresent();
        assertThat(row.logs().orElse("")).contains("55P03");
        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("null");

        assertThat(project.deploy()).containsExactly(A);
    }

    @Test
    void leavesTheWayFreeAfterACancel() {
        Cancellation cancellation = new Cancellation();
        project.migration(A, "CREATE TABLE a (i int);\nSELECT pg_sleep(600)");
        CompletableFuture<MigrationFailedException> failure =
                CompletableFuture.supplyAsync(() -> Failures.migration(() -> project.deploy(
                        Project.NAMED.stoppedBy(cancellation),
                        Project.options(ExecutionModel.TRANSACTION, 5),
                        DeployListener.NOBODY)));
        Patience.until("the migration is under way", () -> active("%pg_sleep%"));

        cancellation.request();

        assertThat(failure.join().first().code()).isEqualTo(ProblemCode.PB413);
        assertThat(project.row(A).rolledBackAt()).isPresent();
    }

    @Test
    void appliesEachMigrationOnceHoweverManyDeploy() {
        for (int i = 10; i < 16; i++) {
            project.migration(
                    "202502" + i + "000000_m",
                    "CREATE TABLE m" + i + " (i int);\nCREATE INDEX CONCURRENTLY ON m" + i + " (i);");
        }
        List<CompletableFuture<List<String>>> deploys = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            deploys.add(CompletableFuture.supplyAsync(project::deploy));
        }

        List<String> applied =
                deploys.stream().flatMap(deploy -> deploy.join().stream()).toList();

        assertThat(applied).hasSize(7).doesNotHaveDuplicates();
        assertThat(project.rows())
                .hasSize(7)
                .allSatisfy(row -> assertThat(row.finishedAt()).isPresent());
        assertThat(db.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .isEqualTo("0");
    }

    @Test
    void namesWhoHoldsTheHistorysLock() {
        try (Session holder = Session.open(db.url(), SessionOptions.named("the other deploy"))) {
            holder.query("SELECT pg_advisory_lock(72707369)");

            Problem problem = Failures.refused(
                    ProblemCode.PB212,
                    () -> project.deploy(
                            db.url(),
                            Project.NAMED,
                            Project.options(ExecutionModel.TRANSACTION, 1),
                            DeployListener.NOBODY,
                            Duration.ofMillis(200)));

            assertThat(problem.message()).contains("held by the other deploy (pid " + holder.backendPid());
            assertThat(project.rows()).isEmpty();
        }
    }

    @Test
    void stillNamesItsHolderAfterAMigrationThatChangedSettings() {
        String before = "20240101000000_before";
        project.migration(before, "RESET ALL").migration(A, "SELECT pg_sleep(600)");
        Cancellation cancellation = new Cancellation();
        CompletableFuture<MigrationFailedException> failure =
                CompletableFuture.supplyAsync(() -> Failures.migration(() -> project.deploy(
                        Project.NAMED.stoppedBy(cancellation),
                        Project.options(ExecutionModel.TRANSACTION, 1),
                        DeployListener.NOBODY)));
        Patience.until("the second migration is under way", () -> active("%pg_sleep%"));

        assertThat(db.query("SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid)"
                        + " WHERE locktype = 'advisory' AND objid = 72707369 AND datname = current_database()"))
                .isEqualTo("deploy");
        cancellation.request();
        failure.join();
    }

    @Test
    void givesTheLockBackWhenItIsDone() {
        project.deploy();

        assertThat(db.query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 72707369"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                .isEqualTo("0");
    }

    @Test
    void stopsWaitingWhenAskedTo() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        try (Session holder = Session.open(db.url(), SessionOptions.named("the other deploy"))) {
            holder.query("SELECT pg_advisory_lock(72707369)");

            CompletableFuture<Void> deploy = CompletableFuture.runAsync(() -> project.deploy(
                    Project.NAMED.stoppedBy(cancellation),
                    Project.options(ExecutionModel.TRANSACTION, 1),
                    DeployListener.NOBODY));

            assertThat(deploy)
                    .failsWithin(Duration.ofSeconds(15))
                    .withThrowableOfType(Exception.class)
                    .withMessageContaining("PB413");
        }
    }

    private boolean active(String query) {
        return db.query("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND query LIKE '" + query + "'")
                .equals("1");
    }
}
