package dev.pgplaybook.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every statement of the shared corpus, alone and in random company. */
class CorpusTest {

    private static final List<String> BETWEEN = List.of(
            "",
            "\n",
            "\r\n",
            ";",
            " ; ;",
            "-- it's; \"\n",
            "/* $$ ; /* ' */ ( */",
            "\t-- ü\n",
            "/**/;/*;*/",
            "\f\n--\n");

    @Test
    void takesEachStatementWhole() throws IOException {
        List<String> corpus = Sql.corpus();

        assertThat(corpus).hasSizeGreaterThan(200);
        assertThat(corpus)
                .allSatisfy(sql -> assertThat(Sql.statement(sql).text()).isEqualTo(withoutSemicolon(sql)));
    }

    @Test
    void namesWhatEachStatementDoesInItsOwnWords() throws IOException {
        assertThat(Sql.corpus()).allSatisfy(sql -> {
            String verb = Sql.statement(sql).verb();
            assertThat(verb).isNotBlank();
            assertThat(sql.toUpperCase(Locale.ROOT)).contains(verb.split(" ", -1));
        });
    }

    @Test
    void splitsAnyCompanyOfStatementsIntoTheSame() throws IOException {
        List<String> corpus = Sql.corpusWithoutRows();
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<String> expected = new ArrayList<>();
            StringBuilder script = new StringBuilder(pick(BETWEEN, random));
            for (int i = random.nextInt(12); i > 0; i--) {
                String statement = pick(corpus, random);
                expected.add(withoutSemicolon(statement));
                script.append(statement).append(pick(BETWEEN, random)).append(pick(BETWEEN, random));
            }

            assertThat(Sql.split(script.toString())).isEqualTo(expected);
        }
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    /** One statement of the corpus ends with a comment before its semicolon. */
    private static String withoutSemicolon(String sql) {
        return sql.replaceFirst("( -- trailing; comment\n)?;\\z", "");
    }
}
