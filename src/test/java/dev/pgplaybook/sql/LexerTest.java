package dev.pgplaybook.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {

    private static List<String> tokens(String sql) {
        Lexer lexer = new Lexer(sql);
        List<String> tokens = new ArrayList<>();
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            tokens.add(kind + " " + lexer.text() + (lexer.unterminated() ? " open" : ""));
        }
        return tokens;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'it''s'",
                "'back\\'",
                "E'it\\'s'",
                "e'\\\\'",
                "U&'d\\0061t'",
                "B'101'",
                "x'1F'",
                "N'n'",
                "''",
                "'a'\n  'b;'",
                "'a' -- why\n 'b;'",
                "E'a'\r\n'b\\';'"
            })
    void takesAStringAsOneToken(String string) {
        assertThat(tokens(string)).containsExactly("STRING " + string);
    }

    @Test
    void doesNotContinueAStringOnTheSameLine() {
        assertThat(tokens("'a' 'b'")).containsExactly("STRING 'a'", "STRING 'b'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a;\"", "\"say \"\"hi\"\"\"", "U&\"d\\0061\"", "u&\"x\""})
    void takesAQuotedNameAsOneToken(String name) {
        assertThat(tokens(name)).containsExactly("QUOTED_NAME " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$$a;b$$", "$tag$ $$ $other$ $tag$", "$ä$x$ä$", "$$$$", "$_1$a$_1$"})
    void takesADollarQuoteAsOneToken(String text) {
        assertThat(tokens(text)).containsExactly("DOLLAR_STRING " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a$b$", "größe", "_x1", "été$1", "xe", "\uFEFFSELECT", "a\u00A0b"})
    void takesANameAsOneToken(String name) {
        assertThat(tokens(name)).containsExactly("WORD " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.5", ".5", "1e-3", "1.5E+10", "1_000", "0xFF", "0b101"})
    void takesANumberAsOneToken(String number) {
        assertThat(tokens(number)).containsExactly("NUMBER " + number);
    }

    @Test
    void tellsAParameterFromADollarQuote() {
        assertThat(tokens("$1$2")).containsExactly("PARAMETER $1", "PARAMETER $2");
        assertThat(tokens("1$$;$$")).containsExactly("NUMBER 1", "DOLLAR_STRING $$;$$");
        assertThat(tokens("$a")).containsExactly("OTHER $", "WORD a");
    }

    @Test
    void nestsBlockComments() {
        assertThat(tokens("/* a /* b */ ; */ x")).containsExactly("COMMENT /* a /* b */ ; */", "WORD x");
    }

    @Test
    void letsACommentBeginInsideAnOperator() {
        assertThat(tokens("a=-- x\n1")).containsExactly("WORD a", "OPERATOR =", "COMMENT -- x", "NUMBER 1");
        assertThat(tokens("a*/* ; */b")).containsExactly("WORD a", "OPERATOR *", "COMMENT /* ; */", "WORD b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a''", "E'a\\'", "\"a", "$x$ $$", "/* /* */", "'a'\n'b", "/*/"})
    void saysWhatIsNotClosed(String sql) {
        assertThat(tokens(sql)).hasSize(1).allMatch(token -> token.endsWith(sql + " open"));
    }
}
