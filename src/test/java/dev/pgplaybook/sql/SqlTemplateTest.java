package dev.pgplaybook.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.SqlTemplate.Variable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTemplateTest {

    private static final Path FILE = Path.of("p.yaml");

    /** A literal block whose first line stands at 10:9. */
    private static SqlTemplate template(String sql) {
        return SqlTemplate.of(new Source(FILE, sql, new Location(FILE, 10, 9), 8));
    }

    private static List<String> problems(String sql) {
        return template(sql).problems().stream().map(SqlTemplateTest::line).toList();
    }

    private static String line(Problem problem) {
        return problem.code() + " " + problem.at().orElseThrow() + " " + problem.message();
    }

    @Test
    void bindsEachVariableInOrder() {
        SqlTemplate template = template("UPDATE t SET a = ${A}::int,\n  b = ${B:-it's} || ${A};");

        assertThat(template.problems()).isEmpty();
        assertThat(template.jdbc()).isEqualTo("UPDATE t SET a = ?::int,\n  b = ? || ?");
        assertThat(template.text()).isEqualTo("UPDATE t SET a = ${A}::int,\n  b = ${B:-it's} || ${A}");
        assertThat(template.variables())
                .containsExactly(
                        new Variable("A", Optional.empty(), new Location(FILE, 10, 26)),
                        new Variable("B", Optional.of("it's"), new Location(FILE, 11, 15)),
                        new Variable("A", Optional.empty(), new Location(FILE, 11, 29)));
    }

    @Test
    void doublesTheQuestionMarksOfOperatorsAlone() {
        assertThat(template("SELECT m ? 'a?', m ?| ${K}, m ?& x, m @? y /* ? */ FROM \"t?\" WHERE b = $$?$$")
                        .jdbc())
                .isEqualTo("SELECT m ?? 'a?', m ??| ?, m ??& x, m @?? y /* ? */ FROM \"t?\" WHERE b = $$?$$");
        assertThat(template("SELECT m ? 'a'").jdbc()).isEqualTo("SELECT m ?? 'a'");
    }

    @Test
    void readsADoubledDollarAsPlainText() {
        SqlTemplate template = template("SELECT '$${HOME} $${X:-it}', ${A}, $$ $tag $$");

        assertThat(template.problems()).isEmpty();
        assertThat(template.jdbc()).isEqualTo("SELECT '${HOME} ${X:-it}', ?, $$ $tag $$");
        assertThat(template.variables()).extracting(Variable::name).containsExactly("A");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "SELECT 'a ${X}'           | PB115 p.yaml:10:19 ${X} stands inside a quoted string",
                "SELECT \"${X}\"           | PB115 p.yaml:10:17 ${X} stands inside a quoted name",
                "SELECT $a$ ${X} $a$       | PB115 p.yaml:10:20 ${X} stands inside a dollar-quoted text",
                "SELECT 1 -- ${X}          | PB115 p.yaml:10:21 ${X} stands inside a comment",
                "/* ${X} */ SELECT 1       | PB115 p.yaml:10:12 ${X} stands inside a comment",
                "SELECT * FROM t_${X}      | PB115 p.yaml:10:25 ${X} stands inside a name",
                "SELECT ${X}0              | PB115 p.yaml:10:16 ${X} is glued to what follows it",
                "SELECT ${X}${Y}           | PB115 p.yaml:10:16 ${X} is glued to what follows it",
                "CREATE TABLE t (a int DEFAULT ${X}) | PB115 p.yaml:10:39 ${X} cannot be bound: CREATE TABLE takes no parameters",
                "SET work_mem = ${X}       | PB115 p.yaml:10:24 ${X} cannot be bound: SET takes no parameters",
                "SELECT 1; SELECT 2        | PB106 p.yaml:10:19 one statement at a time: a second one begins here",
                "-- nothing ;              | PB104 p.yaml:10:9 there is no statement here",
                "SELECT 'a                 | PB303 p.yaml:10:16 a quoted string that begins here is not closed",
                "\\set x 1                 | PB304 p.yaml:10:9 \\set is a command of psql, not SQL",
                "SELECT ${X}, $1           | PB106 p.yaml:10:22 $1 beside named variables would take the value of one of them"
            })
    void saysWhatItCannotBind(String sql, String problem) {
        assertThat(problems(sql)).contains(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ${X}",
                "(SELECT ${X})",
                "WITH a AS (SELECT ${X}) TABLE a",
                "INSERT INTO t VALUES (${X})",
                "DELETE FROM t WHERE a = ${X};",
                "MERGE INTO t USING s ON t.a = ${X} WHEN MATCHED THEN DELETE",
                "VALUES (${X})",
                "CALL p(${X})",
                "EXPLAIN SELECT ${X}"
            })
    void bindsWhereverSqlTakesAParameter(String sql) {
        assertThat(problems(sql)).isEmpty();
        assertThat(template(sql).variables()).hasSize(1);
    }

    @Test
    void mayNumberParametersWhereNothingIsNamed() {
        assertThat(problems("PREPARE p AS SELECT $1")).isEmpty();
    }

    @Test
    void classifiesTheStatementWithItsVariables() {
        assertThat(template("SELECT ${A:-DELETE FROM t}").statement().isReadOnly())
                .isTrue();
        assertThat(template("DELETE FROM t WHERE a = ${A}").statement().isDestructive())
                .isFalse();
        assertThat(template("  SELECT ${A}").statement().location()).hasToString("p.yaml:10:11");
    }

    @Test
    void bringsAnErrorOfTheServerBackToThePlaybook() {
        SqlTemplate template = template("-- who\nSELECT m ? '😀', ${LONG_NAME}, nope, '$${X}', nopf\nFROM t;");

        assertThat(sent(template)).isEqualTo("SELECT m ? '😀', $1, nope, '${X}', nopf\nFROM t");
        assertThat(locate(template, "m ?")).hasToString("p.yaml:11:16");
        assertThat(locate(template, "$1")).hasToString("p.yaml:11:25");
        assertThat(locate(template, "nope")).hasToString("p.yaml:11:39");
        assertThat(locate(template, "nopf")).hasToString("p.yaml:11:54");
        assertThat(locate(template, "FROM")).hasToString("p.yaml:12:9");
    }

    /** What pgjdbc makes of the statement, for one variable. */
    private static String sent(SqlTemplate template) {
        return template.jdbc().replace("??", "\0").replace("?", "$1").replace("\0", "?");
    }

    private static Location locate(SqlTemplate template, String word) {
        String sent = sent(template);
        return template.locate(sent.codePointCount(0, sent.indexOf(word)) + 1);
    }
}
