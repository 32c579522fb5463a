package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import java.nio.file.Path;
import java.util.Optional;

/** One look at a window for the first statement in it, by the rules of {@link Splitter}. */
final class StatementSearch {

    private final Window window;
    private final String database;
    private final Lexer lexer;
    private final Extent extent = new Extent();

    /** Takes the database to which a script may connect, as it is there already. */
    StatementSearch(Window window, String database) {
        this.window = window;
        this.database = database;
        this.lexer = new Lexer(window);
    }

    /** How far one look at the window came. */
    enum Reach {
        /** To a semicolon that ends a statement. */
        STATEMENT,
        /** Behind something that belongs to no statement. */
        NOTHING,
        /** To the end of the window; what follows may belong to the last token. */
        CUT_OFF,
        /** To the end of the file. */
        END
    }

    boolean isEmpty() {
        return extent.isEmpty();
    }

    int start() {
        return extent.isEmpty() ? lexer.start() : extent.start();
    }

    /** Behind what was found, its semicolon included. */
    int end() {
        return lexer.end();
    }

    Statement statement(Path file) {
        String text = window.text(extent.start(), extent.end());
        Location at = window.locate(extent.start());
        return new Statement(new Source(file, text, at, 0), 0, text.length(), Optional.empty(), extent.leading());
    }

    Reach look() {
        while (true) {
            TokenKind kind = lexer.next();
            if (lexer.end() == window.length() && !window.isComplete()) {
                return Reach.CUT_OFF;
            }
            if (kind == TokenKind.END || lexer.unterminated()) {
                return Reach.END;
            }
            if (kind == TokenKind.BACKSLASH) {
                return psqlCommand();
            }
            if (kind == TokenKind.SEMICOLON && extent.mayEnd()) {
                boolean needsLine = extent.takesRowsFromClient() && !window.isComplete();
                boolean cutOff = needsLine && window.lineBreak(lexer.end()) < 0;
                return extent.isEmpty() ? Reach.NOTHING : cutOff ? Reach.CUT_OFF : Reach.STATEMENT;
            }
            if (kind == TokenKind.COMMENT && extent.isEmpty()) {
                return Reach.NOTHING;
            }
            if (kind != TokenKind.COMMENT) {
                extent.add(kind, lexer);
            }
        }
    }

    /** Refuses what is still open where the file ends. */
    void requireClosed() {
        if (lexer.unterminated()) {
            TokenKind kind = new Lexer(window, lexer.start(), window.length()).next();
            throw unclosed(kind, lexer.start());
        }
        if (extent.isInBody()) {
            throw endsTooEarly("BEGIN ATOMIC has no END", window.locate(extent.bodyOpened()));
        }
        if (extent.isInParentheses()) {
            throw unclosed(TokenKind.OPEN, extent.parenthesisOpened());
        }
    }

    /** Where the rows of a COPY begin, or -1: in the line after the semicolon; nothing but a comment may stand between, otherwise the rows are not here. */
    int firstRow() {
        if (!extent.takesRowsFromClient()) {
            return -1;
        }
        int from = lexer.end();
        int line = window.lineBreak(from);
        int end = line < 0 ? window.length() : line;
        String between = window.subSequence(Math.min(from, end), end).toString().strip();
        boolean rest = !between.isEmpty() && !between.startsWith("--");
        return rest ? -1 : line < 0 ? window.length() : line + 1;
    }

    /** What guards psql alone is passed over, and so is a connection to where the script runs anyway. */
    private Reach psqlCommand() {
        int at = lexer.start();
        int lineBreak = window.lineBreak(at);
        if (lineBreak < 0 && !window.isComplete()) {
            return Reach.CUT_OFF;
        }
        int lineEnd = lineBreak < 0 ? window.length() : lineBreak;
        PsqlCommand command = PsqlCommand.of(window.text(at, lineEnd));
        boolean passes = command.isGuard() || command.connectsTo(database);
        if (!passes || !extent.isEmpty()) {
            throw command.refused().at(window.locate(at)).asException();
        }
        lexer.jump(lineEnd);
        return Reach.NOTHING;
    }

    private ProblemException unclosed(TokenKind kind, int at) {
        return endsTooEarly(kind.words() + " that begins here is not closed", window.locate(at));
    }

    static ProblemException endsTooEarly(String what, Location at) {
        return Problem.of(ProblemCode.PB303, what)
                .hint("close it; where it looks closed, an earlier quote may have swallowed the end")
                .at(at)
                .asException();
    }
}
