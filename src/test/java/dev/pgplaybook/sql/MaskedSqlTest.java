package dev.pgplaybook.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedSqlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT * FROM t WHERE a = 'it''s' AND b = 12.5 | SELECT * FROM t WHERE a = ? AND b = ?",
                "SELECT E'a\\'b', $x$secret$x$, \"Name\"        | SELECT ?, ?, \"Name\"",
                "SELECT 1 -- secret                             | SELECT ?",
                "SELECT /* secret */ a                          | SELECT a",
                "SELECT 'cut off by the serv                    | SELECT ?",
                "SELECT $x$cut off                              | SELECT ?"
            })
    void showsNoLiteralAndNoComment(String sql, String shown) {
        assertThat(MaskedSql.start(sql, 100)).isEqualTo(shown);
    }

    @Test
    void isCutAtItsLength() {
        assertThat(MaskedSql.start("SELECT column_one, column_two FROM t", 10)).isEqualTo("SELECT col…");
        assertThat(MaskedSql.start("", 10)).isEmpty();
    }
}
