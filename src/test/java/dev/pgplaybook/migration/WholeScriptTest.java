package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sql.ExecutionModel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts sent as Prisma up to 7.3 sends them, and what they leave in the session for the next one. */
class WholeScriptTest extends ProjectTest {

    @Test
    void leavesTheSettingsOfAScriptToTheNextOnes() {
        project.migration(A, "SET check_function_bodies = false; SET TimeZone = 'Asia/Tokyo'; SET app.who = 'me'")
                .migration(B, "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT i FROM comes_later'")
                .migration(
                        C,
                        "CREATE TABLE c AS SELECT current_setting('TimeZone') AS zone, current_setting('app.who') AS who");

        assertThat(deploy()).containsExactly(A, B, C);

        assertThat(db.rows("SELECT zone, who FROM c")).containsExactly(List.of("Asia/Tokyo", "me"));
    }

    @Test
    void leavesASearchPathThatStillFindsTheHistory() {
        db.execute("CREATE SCHEMA other");
        project.migration(A, "SET search_path = other, public").migration(B, "CREATE TABLE b ()");

        assertThat(deploy()).containsExactly(A, B);

        assertThat(db.query("SELECT to_regclass('other.b')")).isEqualTo("other.b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = other",
                "CREATE TABLE other._prisma_migrations (i int); SET search_path = other, public",
                "SET default_transaction_read_only = on",
                "SET client_encoding = 'LATIN1'",
                "CREATE ROLE ${role}; SET ROLE ${role}",
                "CREATE ROLE ${role}; SET SESSION AUTHORIZATION ${role}"
            })
    void takesBackWhatWouldKeepTheHistoryOutOfReach(String sql) {
        String role = db.url().database() + "_role";
        db.execute("CREATE SCHEMA other");
        project.migration(A, sql.replace("${role}", role)).migration(B, "CREATE TABLE b AS SELECT 'ä' AS t");
        try {
            assertThat(deploy()).containsExactly(A, B);

            assertThat(db.query("SELECT t FROM public.b")).isEqualTo("ä");
        } finally {
            db.execute("DROP ROLE IF EXISTS " + role);
        }
    }

    @Test
    void leavesNothingSetBehindTheDeployment() {
        project.migration(A, "SET app.who = 'me'; SET statement_timeout = '1h'");
        try (Session session = Session.open(db.url(), Project.NAMED)) {
            new Deployment(session, project.read(), Clock.systemUTC(), Project.options(ExecutionModel.WHOLE_SCRIPT, 1))
                    .apply(Optional.empty(), Duration.ofSeconds(5), Progress.silent(), DeployListener.NOBODY);

            assertThat(session.one("SELECT current_setting('app.who', true)").text(0))
                    .isEmpty();
        }
    }

    /** Prisma's connection throws the rows away as well. */
    @Test
    void throwsRowsAwayThatACopySends() {
        project.migration(A, "COPY (SELECT 1) TO STDOUT;\nCREATE TABLE a (i int);\nCOPY a TO stdout;");

        assertThat(deploy()).containsExactly(A);

        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("a");
    }

    @Test
    void hearsAFailureBehindRowsThatACopySends() {
        project.migration(A, "COPY (SELECT 1) TO STDOUT;\nSELECT 1 / 0;");

        MigrationFailedException failure = Failures.migration(this::deploy);

        assertThat(failure.first().message()).contains("division by zero");
        assertThat(project.row(A).isFailed()).isTrue();
    }

    @Test
    void failsAtACopyThatWaitsForRows() {
        project.migration(A, "CREATE TABLE a (i int);\nCOPY a FROM stdin;");

        MigrationFailedException failure = Failures.migration(this::deploy);

        assertThat(failure.first().code()).isEqualTo(ProblemCode.PB206);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(project.row(A).isFailed()).isTrue();
    }

    /** The text is sent as UTF-8 before the server hears of another encoding. */
    @Test
    void sendsAScriptOfAnotherEncodingAsTheFileHasIt() {
        project.migration(A, "SET client_encoding = 'LATIN1';\nCREATE TABLE a AS SELECT 'ä€' AS t;")
                .migration(B, "CREATE TABLE b AS SELECT 'ß' AS t");

        assertThat(deploy()).containsExactly(A, B);

        assertThat(db.rows("SELECT a.t, b.t FROM a, b")).containsExactly(List.of("ä€", "ß"));
    }

    @Test
    void refusesAScriptThatRemovesItsOwnRow() {
        project.migration(A, "DELETE FROM _prisma_migrations");

        MigrationFailedException failure = Failures.migration(this::deploy);

        assertThat(failure.first().code()).isEqualTo(ProblemCode.PB213);
        assertThat(failure.effect()).isEqualTo(Effect.SOME);
    }

    private List<String> deploy() {
        return project.deploy(ExecutionModel.WHOLE_SCRIPT);
    }
}
