package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.testing.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits for whom while a migration runs, and how long that may go on. */
class LockWatchTest extends ProjectTest {

    private static final DeployOptions SHORT_HOLD =
            new DeployOptions(ExecutionModel.TRANSACTION, 1, Duration.ofMillis(300), Duration.ofMinutes(5));

    @BeforeEach
    void begin() {
        project.deploy();
        db.execute("CREATE TABLE users (i int, email text)");
    }

    @Test
    void namesTheSessionThatKeepsItWaitingWithoutItsData() {
        project.migration(A, "ALTER TABLE users ADD COLUMN j int;");
        List<Blocker> seen = new CopyOnWriteArrayList<>();
        DeployListener listener = new DeployListener() {
            @Override
            public void waiting(List<Blocker> blockers) {
                seen.addAll(blockers);
            }
        };
        try (Session holder = Session.open(db.url(), SessionOptions.named("the nightly report"))) {
            holder.begin();
            holder.script("UPDATE users SET email = 'ada@example.org' WHERE i = 42");

            MigrationFailedException failure = Failures.migration(() -> project.deploy(
                    Project.NAMED.timeouts(Optional.of(Duration.ofSeconds(2)), Optional.empty()),
                    Project.options(ExecutionModel.TRANSACTION, 1),
                    listener));

            assertThat(failure.first().code()).isEqualTo(ProblemCode.PB412);
            assertThat(failure.first().message())
                    .contains(
                            "kept waiting by the nightly report (pid " + holder.backendPid() + ", idle in transaction")
                    .contains("UPDATE users SET email = ? WHERE i = ?")
                    .doesNotContain("ada@example.org");
            assertThat(seen).singleElement().satisfies(blocker -> {
                assertThat(blocker.application()).isEqualTo("the nightly report");
                assertThat(blocker.state()).isEqualTo("idle in transaction");
            });
        }
    }

    @Test
    void endsItsOwnStatementWhenOthersWaitForItsLocksForTooLong() {
        project.migration(A, "ALTER TABLE users ADD COLUMN j int;\nSELECT pg_sleep(600);");
        CompletableFuture<MigrationFailedException> failure = CompletableFuture.supplyAsync(
                () -> Failures.migration(() -> project.deploy(Project.NAMED, SHORT_HOLD, DeployListener.NOBODY)));
        Patience.until("the migration holds its lock", () -> !locked().equals("0"));

        db.execute("INSERT INTO users VALUES (1)");

        MigrationFailedException ended = failure.join();
        assertThat(ended.first().code()).isEqualTo(ProblemCode.PB218);
        assertThat(ended.first().message()).contains("lock_hold").contains("while others waited");
        assertThat(ended.first().at().orElseThrow().line()).isEqualTo(2);
        assertThat(ended.effect()).isEqualTo(Effect.NONE);
        assertThat(project.row(A).rolledBackAt()).isPresent();
    }

    @Test
    void letsItWorkAsLongAsItTakesWhereNobodyWaits() {
        project.migration(A, "ALTER TABLE users ADD COLUMN j int;\nSELECT pg_sleep(1);");

        assertThat(project.deploy(Project.NAMED, SHORT_HOLD, DeployListener.NOBODY))
                .containsExactly(A);
    }

    @Test
    void doesNotCountWhoWaitsForTheHistorysLock() {
        project.migration(A, "ALTER TABLE users ADD COLUMN j int;\nSELECT pg_sleep(1);");
        try (Session other = Session.open(db.url(), SessionOptions.named("another tool"))) {
            CompletableFuture<List<String>> deploy = CompletableFuture.supplyAsync(
                    () -> project.deploy(Project.NAMED, SHORT_HOLD, DeployListener.NOBODY));
            Patience.until("the migration holds its lock", () -> !locked().equals("0"));

            other.query("SELECT pg_advisory_lock(72707369)");

            assertThat(deploy.join()).containsExactly(A);
        }
    }

    private String locked() {
        return db.query("SELECT count(*) FROM pg_locks WHERE relation = 'users'::regclass AND granted"
                + " AND mode = 'AccessExclusiveLock'");
    }
}
