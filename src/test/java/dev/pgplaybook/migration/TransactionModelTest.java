package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.ExecutionModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionModelTest extends ProjectTest {

    @Test
    void showsTheFileAndTheEndOfItsRowAtOnce() {
        project.migration(A, "CREATE TABLE a (i int); INSERT INTO a VALUES (1)");
        List<List<String>> seen = new ArrayList<>();
        DeployListener lookingBeforeTheCommit = new DeployListener() {
            @Override
            public void committing(Session session, Optional<String> transaction) {
                seen.addAll(db.rows("SELECT to_regclass('a'), finished_at FROM _prisma_migrations"));
            }
        };

        project.deploy(Project.NAMED, Project.options(ExecutionModel.TRANSACTION, 1), lookingBeforeTheCommit);

        assertThat(seen).containsExactly(List.of("null", "null"));
        assertThat(db.rows("SELECT to_regclass('a'), finished_at IS NOT NULL FROM _prisma_migrations"))
                .containsExactly(List.of("a", "t"));
    }

    @Test
    void leavesNothingOfAFailingFileButARowThatSaysWhy() {
        project.migration(A, "CREATE TABLE kept (i int)")
                .migration(B, "CREATE TABLE lost (i int);\n-- größe\nALTER TABLE lost\n  ADD COLUMN i int;\n");

        MigrationFailedException failure = Failures.migration(project::deploy);

        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.first().code()).isEqualTo(ProblemCode.PB206);
        assertThat(failure.first().message())
                .isEqualTo("The migration " + B
                        + " failed: column \"i\" of relation \"lost\" already exists (SQLSTATE 42701)");
        assertThat(failure.first().at()).contains(new Location(directory.resolve(B + "/migration.sql"), 3, 1));
        assertThat(db.rows("SELECT to_regclass('kept'), to_regclass('lost')")).containsExactly(List.of("kept", "null"));
        HistoryRow row = project.row(B);
        assertThat(row.isFailed()).isTrue();
        assertThat(row.steps()).isZero();
        assertThat(row.logs().orElse(""))
                .contains("Migration name: " + B, "Database error code: 42701", "already exists", "line 3, column 1");
    }

    @Test
    void pointsAtTheWordThatTheServerMeans() {
        project.migration(A, "SELECT 'ä😀';\n\nSELECT 1,\n  nonsense;");

        MigrationFailedException failure = Failures.migration(project::deploy);

        assertThat(failure.first().at()).contains(new Location(directory.resolve(A + "/migration.sql"), 4, 3));
    }

    @Test
    void masksRowsInTheLogOfTheHistory() {
        project.migration(
                A,
                "CREATE TABLE a (email text PRIMARY KEY); INSERT INTO a VALUES ('eve@x.example'), ('eve@x.example')");

        Failures.migration(project::deploy);

        assertThat(project.row(A).logs().orElse("")).contains("(•••)").doesNotContain("eve@");
    }

    @Test
    void failsWhereADeferredConstraintFailsAtTheCommit() {
        project.migration(A, """
                CREATE TABLE a (i int PRIMARY KEY);
                CREATE TABLE b (i int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO b VALUES (1);""");

        MigrationFailedException failure = Failures.migration(project::deploy);

        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(project.row(A).isFailed()).isTrue();
        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("null");
    }

    @Test
    void containsAFileThatEmptiesTheSearchPath() {
        project.migration(
                        A,
                        "SELECT pg_catalog.set_config('search_path', '', false);\nSET lock_timeout = 0;\nCREATE TABLE public.a (i int)")
                .migration(B, "CREATE TABLE b (i int)");

        assertThat(project.deploy()).containsExactly(A, B);

        assertThat(project.rows())
                .allSatisfy(row -> assertThat(row.finishedAt()).isPresent());
        assertThat(db.query("SELECT to_regclass('public.b')")).isEqualTo("b");
    }

    @Test
    void containsAFileThatChangesItsRole() {
        String role = db.url().database() + "_role";
        project.migration(A, "CREATE ROLE " + role + "; SET ROLE " + role + "; SELECT 1")
                .migration(B, "SELECT 1");
        try {
            assertThat(project.deploy()).containsExactly(A, B);
        } finally {
            db.execute("DROP ROLE " + role);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE a ();\nROLLBACK;\nCREATE TABLE b ();", "BEGIN; SELECT 1; COMMIT;\nABORT"})
    void refusesARollbackWithoutABegin(String sql) {
        project.migration(A, sql);

        Problem problem = Failures.refused(ProblemCode.PB213, project::deploy);

        assertThat(problem.at()).contains(new Location(directory.resolve(A + "/migration.sql"), 2, 1));
        assertThat(project.rows()).isEmpty();
        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("null");
    }

    @Test
    void rollsBackWhatAFileItselfBegan() {
        project.migration(A, "BEGIN; CREATE TABLE a (); ROLLBACK; CREATE TABLE b ();");

        assertThat(project.deploy()).containsExactly(A);

        assertThat(db.rows("SELECT to_regclass('a'), to_regclass('b')")).containsExactly(List.of("null", "b"));
    }

    @Test
    void copiesTheDataOfADump() {
        project.migration(A, """
                CREATE TABLE a (i int, t text);
                COPY a (i, t) FROM stdin;
                1	one; not the end
                2	\\N
                \\.
                CREATE INDEX a_t ON a (t);
                """);

        assertThat(project.deploy()).containsExactly(A);

        assertThat(db.rows("SELECT i, t FROM a ORDER BY 1"))
                .containsExactly(List.of("1", "one; not the end"), List.of("2", "null"));
        assertThat(db.query("SELECT to_regclass('a_t')")).isEqualTo("a_t");
    }

    @Test
    void placesBadDataOfADump() {
        project.migration(A, "CREATE TABLE a (i int);\nCOPY a FROM stdin;\nnothing\n\\.\n");

        MigrationFailedException failure = Failures.migration(project::deploy);

        assertThat(failure.first().at()).contains(new Location(directory.resolve(A + "/migration.sql"), 2, 1));
        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("null");
    }

    @Test
    void appliesAnEmptyFile() {
        project.migration(A, "").migration(B, "-- nothing yet\n");

        assertThat(project.deploy()).containsExactly(A, B);
        assertThat(project.rows()).extracting(HistoryRow::steps).containsExactly(1, 1);
    }

    @Test
    void findsOutWhatTheServerDidWhereTheConnectionIsLost() {
        project.migration(A, "SELECT pg_terminate_backend(pg_backend_pid())");

        MigrationFailedException failure = Failures.migration(project::deploy);

        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.first().code()).isEqualTo(ProblemCode.PB406);
        assertThat(failure.first().message()).contains("the server rolled it back");
        assertThat(project.row(A).isFailed()).isTrue();
    }
}
