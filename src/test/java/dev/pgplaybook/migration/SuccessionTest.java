package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.testing.Wire;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A migration whose row begins with the COMMIT of the one before it, and what is left where it goes no further. */
class SuccessionTest extends ProjectTest {

    @BeforeEach
    void begin() {
        project.migration(A, "CREATE TABLE a (i int)").migration(B, "CREATE TABLE b (i int)");
    }

    @Test
    void beginsTheNextWithTheCommitBeforeIt() {
        project.deploy();

        assertThat(db.query("SELECT (SELECT xmin FROM _prisma_migrations WHERE migration_name = '" + A
                        + "')::text::int + 1 = (SELECT xmin FROM _prisma_migrations WHERE migration_name = '" + B
                        + "')::text::int"))
                .as("no transaction between the two that finish the rows")
                .isEqualTo("t");
        assertThat(db.query("SELECT bool_and(finished_at >= started_at) FROM _prisma_migrations"))
                .isEqualTo("t");
    }

    @Test
    void beginsNoNextWithACommitOfTheFilesOwn() {
        project.migration(A, "BEGIN; CREATE TABLE a (i int); COMMIT;");

        assertThat(project.deploy()).containsExactly(A, B);

        assertThat(project.rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.finishedAt()).isPresent());
    }

    /** Whatever this machine's clock says: the server counts how long it took. */
    @Test
    void keepsTheOrderOfBeginningsAndEnds() {
        project.migration(A, "CREATE TABLE a (i int); SELECT pg_sleep(0.2)");

        project.deploy();

        assertThat(db.query("SELECT max(finished_at - started_at) BETWEEN '0.2s' AND '10s'"
                        + " AND bool_and(finished_at > started_at) FROM _prisma_migrations"))
                .isEqualTo("t");
        assertThat(db.query("SELECT max(finished_at) - now() BETWEEN '-10s' AND '10s' FROM _prisma_migrations"))
                .isEqualTo("t");
    }

    @Test
    void takesTheNextBackWhereItWasToldOfAFault() {
        DeployListener full = new DeployListener() {
            @Override
            public void migrationApplied(Migration migration, Duration took) {
                throw new IllegalStateException("the disk is full");
            }
        };

        assertThatThrownBy(() -> project.deploy(Project.NAMED, Project.options(ExecutionModel.TRANSACTION, 1), full))
                .hasMessage("the disk is full");

        assertThat(project.row(A).finishedAt()).isPresent();
        assertThat(project.row(B).rolledBackAt()).isPresent();
        assertThat(project.deploy()).containsExactly(B);
    }

    @Test
    void takesTheNextBackWhereItIsAskedToStopBeforeIt() {
        Cancellation cancellation = new Cancellation();
        DeployListener stopping = new DeployListener() {
            @Override
            public void migrationApplied(Migration migration, Duration took) {
                cancellation.request();
            }
        };

        assertThatThrownBy(() -> project.deploy(
                        Project.NAMED.stoppedBy(cancellation),
                        Project.options(ExecutionModel.TRANSACTION, 1),
                        stopping))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.first().code()).isEqualTo(ProblemCode.PB413);
                    assertThat(e.first().message()).isEqualTo("The deploy was stopped before " + B);
                });

        assertThat(project.row(B).rolledBackAt()).isPresent();
        assertThat(db.query("SELECT to_regclass('b')")).isEqualTo("null");
        assertThat(project.deploy()).containsExactly(B);
    }

    @Test
    void takesTheNextBackWhereTheAnswerToTheCommitWasLost() {
        try (Wire wire = Wire.to(db.url())) {
            DeployListener listener = new DeployListener() {
                @Override
                public void committing(Session session, Optional<String> transaction) {
                    wire.loseAnswersUntil(
                            "the COMMIT took effect",
                            () -> db.query("SELECT to_regclass('a')").equals("a"));
                }
            };

            MigrationFailedException failure = Failures.migration(() -> project.deploy(
                    wire.url(),
                    Project.NAMED,
                    Project.options(ExecutionModel.TRANSACTION, 1),
                    listener,
                    Duration.ofSeconds(20)));

            assertThat(failure.first().message()).contains("its COMMIT took effect, and it is applied");
            assertThat(failure.effect()).isEqualTo(Effect.SOME);
        }
        assertThat(project.row(A).finishedAt()).isPresent();
        assertThat(project.row(B).rolledBackAt()).isPresent();
        assertThat(project.deploy()).containsExactly(B);
    }

    @Test
    void leavesNoRowOfTheNextWhereTheCommitFails() {
        project.migration(
                A,
                "CREATE TABLE a (i int PRIMARY KEY, j int REFERENCES a DEFERRABLE INITIALLY DEFERRED);"
                        + "INSERT INTO a VALUES (1, 2)");

        MigrationFailedException failure = Failures.migration(() -> project.deploy());

        assertThat(failure.first().message()).contains("violates foreign key constraint");
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(project.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.isFailed()).isTrue());
    }

    @Test
    void beginsNoNextThatCannotBeRun() {
        project.migration(B, "CREATE TABLE b (i int); SELECT 'never closed");

        assertThatThrownBy(() -> project.deploy())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.first().code()).isEqualTo(ProblemCode.PB303));

        assertThat(project.rows()).extracting(HistoryRow::name).containsExactly(A);
    }
}
