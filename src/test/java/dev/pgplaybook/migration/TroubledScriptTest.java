package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.ExecutionModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts that would break the connection, or be garbled on their way. */
class TroubledScriptTest extends ProjectTest {

    @ParameterizedTest
    @EnumSource(ExecutionModel.class)
    void refusesAnotherDateStyleBeforeItsRowIsWritten(ExecutionModel model) {
        project.migration(A, "SELECT 1").migration(B, "CREATE TABLE b ();\nSET DateStyle = 'SQL, DMY';");

        Problem problem = Failures.refused(ProblemCode.PB213, () -> project.deploy(model));

        assertThat(problem.at()).contains(new Location(directory.resolve(B + "/migration.sql"), 2, 1));
        assertThat(project.rows()).extracting(HistoryRow::name).containsExactly(A);
    }

    @ParameterizedTest
    @EnumSource(ExecutionModel.class)
    void setsTheOrderOfDatesAlone(ExecutionModel model) {
        project.migration(A, "SET DateStyle = 'ISO, DMY';\nCREATE TABLE a AS SELECT '31.12.2025'::date AS day;");

        assertThat(project.deploy(model)).containsExactly(A);

        assertThat(db.query("SELECT day FROM a")).isEqualTo("2025-12-31");
    }

    @ParameterizedTest
    @EnumSource(ExecutionModel.class)
    void failsAtANulCharacterAndSaysSoInTheRow(ExecutionModel model) {
        project.migration(A, "CREATE TABLE a ();\nSELECT 'ä',\n  'x\0y';");

        MigrationFailedException failure = Failures.migration(() -> project.deploy(model));

        assertThat(failure.first().code()).isEqualTo(ProblemCode.PB206);
        assertThat(failure.first().message()).contains("NUL character");
        assertThat(failure.first().at()).contains(new Location(directory.resolve(A + "/migration.sql"), 3, 5));
        assertThat(failure.effect()).isEqualTo(model == ExecutionModel.PER_STATEMENT ? Effect.SOME : Effect.NONE);
        assertThat(project.row(A).isFailed()).isTrue();
        assertThat(project.row(A).logs().orElse("")).contains("NUL character");
    }

    @ParameterizedTest
    @EnumSource(ExecutionModel.class)
    void takesAnotherEncodingForAsciiAndTakesItBack(ExecutionModel model) {
        project.migration(A, "SET client_encoding = 'LATIN1';\nCREATE TABLE a AS SELECT 'plain' AS t;")
                .migration(B, "CREATE TABLE b AS SELECT 'ä' AS t");

        assertThat(project.deploy(model)).containsExactly(A, B);

        assertThat(db.query("SELECT t FROM b")).isEqualTo("ä");
    }

    /** Statement by statement the driver would write question marks. */
    @ParameterizedTest
    @CsvSource({"INSERT INTO a VALUES ($$€$$); COPY a FROM stdin;, 3", "COPY a FROM stdin;, 3"})
    void sendsNothingThatWouldBeGarbled(String sql, int line) {
        project.migration(A, "CREATE TABLE a (t text);\nSET client_encoding = 'LATIN1';\n" + sql + "\n€\n\\.\n");

        MigrationFailedException failure = Failures.migration(project::deploy);

        assertThat(failure.first().message()).contains("client_encoding was set to LATIN1");
        assertThat(failure.first().at().orElseThrow().line()).isEqualTo(line);
        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("null");
    }
}
