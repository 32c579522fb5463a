package dev.pgplaybook.sql;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.LexerNoViableAltException;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLLexer;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;

/**
 * Reads statements as a grammar has them, for lint alone: its first statement costs most of a second, so that nothing on the way to a
 * change may touch this class. The grammar knows most of PostgreSQL and not all: what it does not know is said to be unparsed, and
 * says nothing about the statement.
 */
public final class Parser {

    /** What a person writes stays far below; the grammar's time grows with the square of it. */
    private static final int DEEPEST = 500;

    private Parser() {}

    public static Syntax parse(Statement statement) {
        if (isDeeperThan(DEEPEST, statement.lexer())) {
            return tooDeep(statement);
        }
        String text = statement.text();
        try {
            SQLLexer lexer = new SQLLexer(CharStreams.fromString(text));
            SQLParser parser = new SQLParser(new CommonTokenStream(lexer));
            FirstError errors = new FirstError(text);
            lexer.removeErrorListeners();
            lexer.addErrorListener(errors);
            parser.removeErrorListeners();
            parser.addErrorListener(errors);
            return new Syntax.Parsed(statement, parser.sql());
        } catch (FirstErrorException e) {
            return new Syntax.Unparsed(statement, statement.locate(e.position), e.said);
        } catch (StackOverflowError e) {
            return tooDeep(statement);
        }
    }

    private static Syntax tooDeep(Statement statement) {
        return new Syntax.Unparsed(statement, statement.location(), "it is nested too deeply to be read");
    }

    private static boolean isDeeperThan(int limit, Lexer lexer) {
        int depth = 0;
        TokenKind kind = lexer.next();
        while (kind != TokenKind.END && depth <= limit) {
            depth += kind == TokenKind.OPEN ? 1 : kind == TokenKind.CLOSE ? -1 : 0;
            kind = lexer.next();
        }
        return depth > limit;
    }

    /** Ends the parse: what the grammar makes of the rest would be guessed. */
    private static final class FirstError extends BaseErrorListener {
        private final String text;

        FirstError(String text) {
            this.text = text;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException e) {
            if (symbol instanceof Token last && last.getType() == Token.EOF) {
                throw new FirstErrorException(text.codePointCount(0, text.length()), "it ends where more is expected");
            }
            // The grammar's own text of a token is in lower case.
            int start = symbol instanceof Token token
                    ? token.getStartIndex()
                    : e instanceof LexerNoViableAltException lexing ? lexing.getStartIndex() : 0;
            int end = symbol instanceof Token token ? token.getStopIndex() + 1 : start + 1;
            String word = text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
            throw new FirstErrorException(start, shortened(word) + " is not understood here");
        }

        private static String shortened(String word) {
            String line = word.lines().findFirst().orElse("");
            return line.codePointCount(0, line.length()) <= 40
                    ? line
                    : line.substring(0, line.offsetByCodePoints(0, 39)) + "…";
        }
    }

    /** Carries the error out of the grammar. */
    private static final class FirstErrorException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** As the server counts: in code points, from 1. */
        private final int position;

        private final String said;

        FirstErrorException(int index, String said) {
            super(said, null, false, false);
            this.position = index + 1;
            this.said = said;
        }
    }
}
