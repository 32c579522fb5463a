package dev.pgplaybook.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds our splitter against PostgreSQL's parser: the same statements at the same bytes. The parser is patched to keep comments, and
 * therefore refuses a string that goes on behind one; LexerTest has that case.
 */
class SplitterOracleTest {

    private static final List<String> NASTY = List.of(
            ";;",
            "-- ü\nSELECT 'ü;😀' /* ; */ -- ;\n; ;/*k*/ SELECT 2 /*z*/",
            "SELECT E'a\\';' ; SELECT 'a\\'; SELECT e'\\\\'; SELECT 1",
            "SELECT 'a'\n\n';b'; SELECT E'a'\n'\\';'; SELECT 2",
            "SELECT U&'d\\0061;', U&\"x;\", B'1', x'f', n';'; SELECT 1",
            "SELECT \"a;\"\"b;\"; SELECT a$b$, 1 AS c$$ FROM t; SELECT $$;$$, $t$ $$;$$ $t$, $ä$;$ä$; SELECT 1",
            "SELECT $1+$2; SELECT 1",
            "SELECT a=-- ;\n1; SELECT a*/* ; */b; SELECT 1 /* /* ; */ ; */ ; SELECT @-1, 2-- ;",
            "CREATE RULE r AS ON INSERT TO v DO (SELECT 1; NOTIFY ch;); SELECT 2",
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END; SELECT 3",
            "CREATE OR REPLACE PROCEDURE p(begin int) BEGIN ATOMIC END; BEGIN; SELECT 1; END; SELECT 3",
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT t.case FROM t; END; SELECT 3",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN CASE WHEN true THEN 1 END; SELECT 4",
            "CREATE TABLE größe (é int);CREATE TABLE x (a text DEFAULT ';');\r\nSELECT arr[1:2], .5, 1.e3, 1_000, 0xFF\f;",
            "SELECT a\u00A0b, \uFEFF;SELECT 2");

    private static ParserOracle oracle;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        oracle = ParserOracle.install();
    }

    @Test
    void findsTheSameStatementsInNastyScripts() throws IOException, InterruptedException {
        assertSame(NASTY, 0);
    }

    /** The parser is of version 17 and refuses what came with 18. */
    @Test
    void findsEachStatementOfTheCorpus() throws IOException, InterruptedException {
        assertSame(Sql.corpus(), 8);
    }

    @Test
    void findsTheSameStatementsInRandomScripts() throws IOException, InterruptedException {
        List<String> parsed = parsed(Sql.corpusWithoutRows());
        Random random = new Random(11);
        List<String> scripts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            scripts.add(random.ints(8, 0, parsed.size())
                    .mapToObj(parsed::get)
                    .collect(Collectors.joining(random.nextBoolean() ? "/* ; */" : "\n-- ü;\n;")));
        }

        assertSame(scripts, 0);
    }

    private static List<String> parsed(List<String> scripts) throws IOException, InterruptedException {
        List<String> boundaries = oracle.boundaries(scripts);
        List<String> parsed = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            if (!boundaries.get(i).startsWith("error")) {
                parsed.add(scripts.get(i));
            }
        }
        return parsed;
    }

    private static void assertSame(List<String> scripts, int refused) throws IOException, InterruptedException {
        List<String> boundaries = oracle.boundaries(scripts);

        assertThat(boundaries).hasSameSizeAs(scripts);
        assertThat(boundaries.stream().filter(line -> line.startsWith("error"))).hasSize(refused);
        for (int i = 0; i < scripts.size(); i++) {
            if (!boundaries.get(i).startsWith("error")) {
                assertThat(ours(scripts.get(i))).as(scripts.get(i)).isEqualTo(boundaries.get(i));
            }
        }
    }

    private static String ours(String script) {
        return Sql.script(script).statements().stream()
                .map(statement -> bytes(script.substring(0, statement.start())) + "+" + bytes(statement.text()))
                .collect(Collectors.joining(" "));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
