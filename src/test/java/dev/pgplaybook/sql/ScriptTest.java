package dev.pgplaybook.sql;

import static dev.pgplaybook.sql.Sql.script;
import static dev.pgplaybook.sql.Sql.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static List<String> problems(String sql) {
        ProblemException exception = catchThrowableOfType(ProblemException.class, () -> script(sql));
        return exception.problems().stream()
                .map(problem -> problem.code() + " " + problem.at().orElseThrow() + " " + problem.message())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", ";", ";; ;", "-- nothing", "/* ; */ -- ;\n ; "})
    void findsNothingInAnEmptyScript(String sql) {
        assertThat(split(sql)).isEmpty();
    }

    @Test
    void keepsAStatementFromItsFirstToItsLastSignificantCharacter() {
        assertThat(split("-- a\n SELECT 1 /* in */ + 2 -- b\n ; /* c */ SELECT ';' -- d"))
                .containsExactly("SELECT 1 /* in */ + 2", "SELECT ';'");
    }

    @Test
    void keepsAByteOrderMarkForTheServerToRefuse() {
        assertThat(split("\uFEFF-- a\nSELECT 1;")).containsExactly("\uFEFF-- a\nSELECT 1");
    }

    @Test
    void doesNotSplitInsideParentheses() {
        assertThat(split("CREATE RULE r AS ON INSERT TO v DO (SELECT 1; NOTIFY ch;); SELECT 2"))
                .containsExactly("CREATE RULE r AS ON INSERT TO v DO (SELECT 1; NOTIFY ch;)", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
                "create or replace procedure p() begin /* x */ atomic SELECT CASE WHEN a THEN 1 END; SELECT 2; END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (CASE WHEN (SELECT CASE 1 WHEN 2 THEN 3 END) = 1 THEN 1 END); END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT t.case FROM t; END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC END"
            })
    void doesNotSplitInsideAnAtomicBody(String function) {
        assertThat(split(function + "; SELECT 3")).containsExactly(function, "SELECT 3");
    }

    @Test
    void splitsBehindABeginThatIsNoAtomicBody() {
        assertThat(split("BEGIN; SELECT 1; END; CREATE FUNCTION begin(begin int) LANGUAGE sql AS ''; SELECT 2"))
                .containsExactly(
                        "BEGIN", "SELECT 1", "END", "CREATE FUNCTION begin(begin int) LANGUAGE sql AS ''", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void takesTheRowsOfCopyOutOfTheScript(String newline) {
        String sql = "COPY t (a, b) FROM stdin; -- rows\nit's\t;\n\\.x\n\\.\nSELECT 1;\n".replace("\n", newline);

        List<Statement> statements = script(sql).statements();

        assertThat(statements).extracting(Statement::text).containsExactly("COPY t (a, b) FROM stdin", "SELECT 1");
        CopyData rows = statements.get(0).copyData().orElseThrow();
        assertThat(sql.substring(rows.start(), rows.end())).isEqualTo("it's\t;\n\\.x\n".replace("\n", newline));
        assertThat(statements.get(1).copyData()).isEmpty();
    }

    @Test
    void takesACopyWithoutAnyRow() {
        assertThat(script("COPY t FROM STDIN;\n\\.\n").statements().get(0).copyData())
                .contains(new CopyData(19, 19));
        assertThat(script("COPY t FROM STDIN;\n").statements()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t TO STDOUT",
                "COPY t FROM 'x'",
                "COPY (SELECT a FROM stdin) TO STDOUT",
                "SELECT a FROM stdin"
            })
    void seesNoRowsBehindOtherStatements(String statement) {
        assertThat(split(statement + ";\nSELECT 1;")).containsExactly(statement, "SELECT 1");
    }

    @Test
    void passesOverTheGuardsOfPgDump() {
        assertThat(split("\\restrict abc'def\nSELECT 1;\n\n\\unrestrict abc'def\n"))
                .containsExactly("SELECT 1");
    }

    @Test
    void namesEveryPsqlCommandAtItsPlace() {
        assertThat(problems("\\connect db\nSELECT 1;\n  \\set x 'y\nSELECT 2 \\gexec\n"))
                .containsExactly(
                        "PB304 a.sql:1:1 \\connect is a command of psql, not SQL",
                        "PB304 a.sql:3:3 \\set is a command of psql, not SQL",
                        "PB304 a.sql:4:10 \\gexec is a command of psql, not SQL");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "SELECT 1; SELECT ('ä; SELECT 2 | PB303 a.sql:1:19 a quoted string that begins here is not closed",
                "SELECT \"a; SELECT 2           | PB303 a.sql:1:8 a quoted name that begins here is not closed",
                "SELECT $x$a; $$               | PB303 a.sql:1:8 a dollar-quoted text that begins here is not closed",
                "SELECT 1 /* /* */ ;           | PB303 a.sql:1:10 a comment that begins here is not closed",
                "SELECT (1, (2); SELECT 2      | PB303 a.sql:1:8 a parenthesis that begins here is not closed",
                "CREATE FUNCTION f() BEGIN ATOMIC SELECT 1; | PB303 a.sql:1:21 BEGIN ATOMIC has no END"
            })
    void saysWhereWhatIsNotClosedBegins(String sql, String problem) {
        assertThat(problems(sql)).containsExactly(problem);
    }

    @Test
    void refusesRowsOfCopyThatSwallowTheScript() {
        assertThat(problems("SELECT 1;\nCOPY t FROM stdin;\n1\nSELECT 1;\n"))
                .containsExactly("PB303 a.sql:2:1 the rows of COPY are not ended by a line \\.");
    }

    @Test
    void locatesAnErrorOfTheServerInCodePoints() {
        Statement statement =
                script("SELECT 1;\n  SELECT '😀ä',\n nope;").statements().get(1);

        assertThat(statement.location()).hasToString("a.sql:2:3");
        assertThat(statement.locate(15)).hasToString("a.sql:3:2");
    }

    @ParameterizedTest
    @CsvSource({
        "BEGIN; SELECT 1; COMMIT, false",
        "BEGIN; SELECT 1, true",
        "START TRANSACTION; SAVEPOINT a; ROLLBACK TO a, true",
        "BEGIN; ROLLBACK WORK TO SAVEPOINT a; ABORT, false",
        "BEGIN; COMMIT AND CHAIN, true",
        "BEGIN; COMMIT AND NO CHAIN, false",
        "BEGIN; PREPARE TRANSACTION 'x', false",
        "BEGIN; END; BEGIN, true"
    })
    void knowsWhetherATransactionStaysOpen(String sql, boolean open) {
        assertThat(script(sql).controlsTransactions()).isTrue();
        assertThat(script(sql).leavesTransactionOpen()).isEqualTo(open);
    }

    @Test
    void saysForItselfWhatItsStatementsSay() {
        assertThat(script("SELECT 1; CREATE INDEX CONCURRENTLY i ON t (a)").mustRunOutside())
                .isTrue();
        assertThat(script("SELECT 1; CREATE INDEX i ON t (a)").mustRunOutside()).isFalse();
        assertThat(script("SELECT 1; SET search_path = app").changesSearchPath())
                .isTrue();
        assertThat(script("SAVEPOINT a").controlsTransactions()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "UPDATE t SET r = 'B', true",
                "UPDATE t SET r = 'A', false",
                "DO $$ BEGIN UPDATE t SET r = 'B'; END $$, true",
                "ALTER TYPE r ADD VALUE 'C' AFTER 'B', false",
                "ALTER TABLE t ALTER r SET DEFAULT $$B$$, true"
            })
    void seesTheUseOfANewEnumValue(String use, boolean used) {
        assertThat(script("ALTER TYPE r ADD VALUE IF NOT EXISTS 'B' BEFORE 'A'; " + use)
                        .usesNewEnumValue())
                .isEqualTo(used);
        assertThat(script(use + "; ALTER TYPE r ADD VALUE 'B'").usesNewEnumValue())
                .isFalse();
        assertThat(script("CREATE TYPE r AS ENUM ('A'); ALTER TYPE r ADD VALUE 'B'; " + use)
                        .usesNewEnumValue())
                .isFalse();
    }
}
