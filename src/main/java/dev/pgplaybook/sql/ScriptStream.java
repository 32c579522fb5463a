package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A script or dump, read statement by statement: of a file of any size, one statement is in memory. It finds the statements that
 * {@link Script} would find, and the faults of the file where it comes to them.
 */
public final class ScriptStream implements Closeable {

    /** In bytes. Rows in larger pieces come by COPY, of which a line at most is held. */
    private static final int LONGEST_STATEMENT = 1 << 24;

    private static final int WINDOW = 1 << 16;

    private final Path file;
    private final String database;
    private final long size;
    private final InputStream input;
    private final Window window;
    private @Nullable CopiedRows rows;

    private ScriptStream(Path file, String database, InputStream input, int window) throws IOException {
        this.file = file;
        this.database = database;
        this.size = Files.size(file);
        this.input = input;
        this.window = new Window(file, input, window);
    }

    /**
     * Opens the file.
     *
     * @param database the one on which it is run, and the only one that its {@code \connect} may name
     */
    public static ScriptStream open(Path file, String database) throws IOException {
        return open(file, database, WINDOW);
    }

    static ScriptStream open(Path file, String database, int window) throws IOException {
        InputStream input = Files.newInputStream(file);
        try {
            return new ScriptStream(file, database, input, window);
        } catch (IOException e) {
            input.close();
            throw e;
        }
    }

    /**
     * The next statement; empty at the end of the file.
     *
     * @throws ProblemException PB303 where a quote, a parenthesis or rows are left open, PB304 at a psql command
     */
    public Optional<Part> next() throws IOException {
        passRows();
        while (true) {
            Lexer lexer = new Lexer(window);
            Extent extent = new Extent();
            Reach reach = read(lexer, extent);
            if (reach == Reach.CUT_OFF) {
                grow();
            } else if (reach == Reach.STATEMENT) {
                return Optional.of(take(lexer, extent));
            } else if (reach == Reach.END) {
                return last(lexer, extent);
            } else {
                window.consume(lexer.end());
            }
        }
    }

    /** How many bytes of {@link #size} have been read. */
    public long position() {
        return window.position();
    }

    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    /** How far one look at the window came. */
    private enum Reach {
        /** To a semicolon that ends a statement. */
        STATEMENT,
        /** Behind something that belongs to no statement. */
        NOTHING,
        /** To the end of the window; what follows may belong to the last token. */
        CUT_OFF,
        /** To the end of the file. */
        END
    }

    private Reach read(Lexer lexer, Extent extent) {
        while (true) {
            TokenKind kind = lexer.next();
            if (lexer.end() == window.length() && !window.isComplete()) {
                return Reach.CUT_OFF;
            }
            if (kind == TokenKind.END || lexer.unterminated()) {
                return Reach.END;
            }
            if (kind == TokenKind.BACKSLASH) {
                return psqlCommand(lexer, extent);
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

    private Part take(Lexer lexer, Extent extent) {
        Location at = window.locate(extent.start());
        Statement statement = statement(extent, at);
        int firstRow = extent.takesRowsFromClient() ? firstRow(lexer.end()) : -1;
        window.consume(firstRow < 0 ? lexer.end() : firstRow);
        if (firstRow < 0) {
            return new Part(statement, Optional.empty());
        }
        CopiedRows following = new CopiedRows(
                window, at, place -> endsTooEarly("the rows of COPY are not ended by a line \\.", place));
        rows = following;
        return new Part(statement, Optional.of(following));
    }

    private Statement statement(Extent extent, Location at) {
        String text = window.text(extent.start(), extent.end());
        return new Statement(new Source(file, text, at, 0), 0, text.length(), Optional.empty(), extent.leading());
    }

    private Optional<Part> last(Lexer lexer, Extent extent) {
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
        return extent.isEmpty()
                ? Optional.empty()
                : Optional.of(passed(statement(extent, window.locate(extent.start()))));
    }

    private Part passed(Statement statement) {
        window.consume(window.length());
        return new Part(statement, Optional.empty());
    }

    /** The line after the semicolon; nothing but a comment may stand between, otherwise the rows are not here. */
    private int firstRow(int from) {
        int line = window.lineBreak(from);
        int end = line < 0 ? window.length() : line;
        String between = window.subSequence(Math.min(from, end), end).toString().strip();
        boolean rest = !between.isEmpty() && !between.startsWith("--");
        return rest ? -1 : line < 0 ? window.length() : line + 1;
    }

    /** What guards psql alone is passed over, and so is a connection to where the script runs anyway. */
    private Reach psqlCommand(Lexer lexer, Extent extent) {
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

    private void grow() throws IOException {
        if (window.length() >= LONGEST_STATEMENT) {
            throw Problem.of(ProblemCode.PB604, "A statement of the script is longer than 16 MB")
                    .hint("is a quote left open in it? many rows are loaded by COPY, as pg_dump writes them")
                    .at(window.locate(0))
                    .asException();
        }
        window.grow();
    }

    private void passRows() throws IOException {
        CopiedRows before = rows;
        if (before != null) {
            before.drain();
            rows = null;
        }
    }

    private ProblemException unclosed(TokenKind kind, int at) {
        return endsTooEarly(kind.words() + " that begins here is not closed", window.locate(at));
    }

    private static ProblemException endsTooEarly(String what, Location at) {
        return Problem.of(ProblemCode.PB303, what)
                .hint("close it; where it looks closed, an earlier quote may have swallowed the end")
                .at(at)
                .asException();
    }

    /**
     * A statement with its place in the file.
     *
     * @param rows what follows a {@code COPY … FROM stdin}; to be read before the next statement, which passes over the rest
     */
    public record Part(Statement statement, Optional<InputStream> rows) {}
}
