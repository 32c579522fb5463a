package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sql.CopyData;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a plain SQL script or dump on a sandbox, COPY data included. */
public final class ScriptLoader {

    private final Session session;
    private final Progress progress;

    public ScriptLoader(Session session, Progress progress) {
        this.session = session;
        this.progress = progress;
    }

    /**
     * Runs the whole file, and stops at the first statement that fails.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB603 when there is no such file, PB604 when a statement of it fails
     */
    public void load(Path file) {
        Source source = Source.of(file, read(file));
        int done = 0;
        Script script = Script.split(source);
        for (Statement statement : script.statements()) {
            progress.doing("loading " + file.getFileName() + ", statement " + ++done + " of "
                    + script.statements().size());
            run(statement, source);
        }
        // A dump leaves an empty search path behind.
        session.resetSettings();
    }

    private void run(Statement statement, Source source) {
        try {
            if (statement.copyData().isPresent()) {
                CopyData data = statement.copyData().get();
                session.copyIn(statement.text(), new StringReader(source.text().substring(data.start(), data.end())));
            } else {
                session.script(statement.text());
            }
        } catch (StatementFailedException e) {
            if (isMissingExtension(statement, e)) {
                progress.note("the sandbox lacks what this asks for: " + statement.text());
                return;
            }
            throw e.problem(ProblemCode.PB604, "The script that fills the sandbox failed", statement::locate)
                    .asException(e);
        }
    }

    /** A dump names every extension of its server; a sandbox does without those that it cannot have, and says so. */
    private static boolean isMissingExtension(Statement statement, StatementFailedException e) {
        boolean aboutExtensions =
                statement.verb().equals("CREATE EXTENSION") || statement.text().startsWith("COMMENT ON EXTENSION");
        return aboutExtensions && !e.failure().isConnectionLost();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB603, "The file " + file + " that the sandbox should resemble cannot be read")
                    .hint("is it there, and is it plain SQL in UTF-8?")
                    .asException(e);
        }
    }
}
