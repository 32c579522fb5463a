package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.ExecutionModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that cannot be one transaction of ours, and the models that do not try. */
class StatementsApartTest extends ProjectTest {

    private static final String TABLE_AND_INDEX =
            "CREATE TABLE a (i int);\nCREATE INDEX CONCURRENTLY a_i ON a (i);\nALTER TABLE a ADD COLUMN j int;";

    private static final String OWN_TRANSACTION =
            "BEGIN;\nCREATE TABLE a (i int);\nCOMMIT;\nCREATE TABLE b (i int);\nSELECT 1 / 0;";

    @ParameterizedTest
    @EnumSource(
            value = ExecutionModel.class,
            names = {"TRANSACTION", "PER_STATEMENT"})
    void buildsAnIndexConcurrentlyBesideOtherStatements(ExecutionModel model) {
        project.migration(A, TABLE_AND_INDEX);

        assertThat(project.deploy(model)).containsExactly(A);

        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_i'::regclass"))
                .isEqualTo("t");
        assertThat(project.row(A).steps()).isEqualTo(1);
    }

    @Test
    void sendsAWholeScriptAsPrismaDidAndSoRefusesTheIndex() {
        project.migration(A, TABLE_AND_INDEX);

        MigrationFailedException failure = Failures.migration(() -> project.deploy(ExecutionModel.WHOLE_SCRIPT));

        assertThat(failure.first().message()).contains("25001");
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("null");
    }

    @Test
    void sendsAnIndexAloneAsAWholeScript() {
        db.execute("CREATE SCHEMA s; CREATE TABLE s.a (i int)");
        project.migration(A, "-- alone\nCREATE INDEX CONCURRENTLY a_i ON s.a (i);\n");

        assertThat(project.deploy(ExecutionModel.WHOLE_SCRIPT)).containsExactly(A);
    }

    @Test
    void leavesNothingOfAWholeScriptThatFails() {
        project.migration(A, "CREATE TABLE a (i int);\nSELECT 'ä',\n  nonsense;");

        MigrationFailedException failure = Failures.migration(() -> project.deploy(ExecutionModel.WHOLE_SCRIPT));

        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.first().at()).contains(new Location(directory.resolve(A + "/migration.sql"), 3, 3));
        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("null");
        assertThat(project.row(A).isFailed()).isTrue();
    }

    @Test
    void keepsTheStatementsBeforeTheOneThatFailed() {
        project.migration(
                A, "CREATE TABLE a (i int);\nCREATE TABLE b (i int);\nSELECT 1 / 0;\nCREATE TABLE c (i int);");

        MigrationFailedException failure = Failures.migration(() -> project.deploy(ExecutionModel.PER_STATEMENT));

        assertThat(failure.effect()).isEqualTo(Effect.SOME);
        assertThat(failure.first().at()).contains(new Location(directory.resolve(A + "/migration.sql"), 3, 1));
        assertThat(db.rows("SELECT to_regclass('a'), to_regclass('b'), to_regclass('c')"))
                .containsExactly(List.of("a", "b", "null"));
    }

    @Test
    void leavesNothingWhereTheFirstStatementFailed() {
        project.migration(A, "SELECT 1 / 0;\nCREATE TABLE a (i int);");

        MigrationFailedException failure = Failures.migration(() -> project.deploy(ExecutionModel.PER_STATEMENT));

        assertThat(failure.effect()).isEqualTo(Effect.NONE);
    }

    @ParameterizedTest
    @EnumSource(ExecutionModel.class)
    void keepsWhatAFilesOwnTransactionCommitted(ExecutionModel model) {
        project.migration(A, OWN_TRANSACTION);

        MigrationFailedException failure = Failures.migration(() -> project.deploy(model));

        assertThat(failure.effect()).isEqualTo(Effect.SOME);
        String behind = model == ExecutionModel.WHOLE_SCRIPT ? "null" : "b";
        assertThat(db.rows("SELECT to_regclass('a'), to_regclass('b')")).containsExactly(List.of("a", behind));
        assertThat(project.row(A).isFailed()).isTrue();
        assertThat(project.row(A).logs()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(ExecutionModel.class)
    void leavesNothingOfAFilesOwnTransactionThatFailed(ExecutionModel model) {
        project.migration(A, "BEGIN;\nCREATE TABLE a (i int);\nSELECT 1 / 0;\nCOMMIT;");

        Failures.migration(() -> project.deploy(model));

        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("null");
        assertThat(project.row(A).isFailed()).isTrue();
        assertThat(project.row(A).logs().orElse("")).contains("22012");
    }

    @ParameterizedTest
    @EnumSource(ExecutionModel.class)
    void refusesATransactionThatIsNeverCommitted(ExecutionModel model) {
        project.migration(A, "SELECT 1").migration(B, "SELECT 1;\nBEGIN;\nCREATE TABLE b (i int);");

        var problem = Failures.refused(ProblemCode.PB213, () -> project.deploy(model));

        assertThat(problem.at()).contains(new Location(directory.resolve(B + "/migration.sql"), 2, 1));
        assertThat(project.rows()).extracting(HistoryRow::name).containsExactly(A);
        assertThat(project.row(A).finishedAt()).isPresent();
        assertThat(db.query("SELECT to_regclass('b')")).isEqualTo("null");
    }

    @ParameterizedTest
    @EnumSource(ExecutionModel.class)
    void containsAFileThatEmptiesTheSearchPath(ExecutionModel model) {
        project.migration(A, "SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.a (i int);")
                .migration(B, "CREATE TABLE b (i int)");

        assertThat(project.deploy(model)).containsExactly(A, B);

        assertThat(db.query("SELECT to_regclass('public.b')")).isEqualTo("b");
    }

    @Test
    void usesAValueThatItAddedToAnEnum() {
        db.execute("CREATE TYPE role AS ENUM ('USER'); CREATE SCHEMA keep");
        project.migration(A, "ALTER TYPE role ADD VALUE 'ADMIN';\nCREATE TABLE a (r role DEFAULT 'ADMIN');");

        assertThat(project.deploy()).containsExactly(A);
    }
}
