package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
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
            StatementSearch search = new StatementSearch(window, database);
            switch (search.look()) {
                case CUT_OFF -> grow(search.start());
                case NOTHING -> window.consume(search.end());
                case STATEMENT -> {
                    return Optional.of(take(search));
                }
                case END -> {
                    search.requireClosed();
                    return search.isEmpty() ? Optional.empty() : Optional.of(passed(search.statement(file)));
                }
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

    private Part take(StatementSearch search) {
        Statement statement = search.statement(file);
        int firstRow = search.firstRow();
        window.consume(firstRow < 0 ? search.end() : firstRow);
        if (firstRow < 0) {
            return new Part(statement, Optional.empty());
        }
        CopiedRows following = new CopiedRows(
                window,
                statement.location(),
                at -> StatementSearch.endsTooEarly("the rows of COPY are not ended by a line \\.", at));
        rows = following;
        return new Part(statement, Optional.of(following));
    }

    private Part passed(Statement statement) {
        window.consume(window.length());
        return new Part(statement, Optional.empty());
    }

    private void grow(int start) throws IOException {
        if (window.length() >= LONGEST_STATEMENT) {
            throw Problem.of(ProblemCode.PB604, "A statement of the script is longer than 16 MB")
                    .hint("is a quote left open in it? many rows are loaded by COPY, as pg_dump writes them")
                    .at(window.locate(start))
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

    /**
     * A statement with its place in the file.
     *
     * @param rows what follows a {@code COPY … FROM stdin}; to be read before the next statement, which passes over the rest
     */
    public record Part(Statement statement, Optional<InputStream> rows) {}
}
