package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sql.ScriptStream;
import dev.pgplaybook.sql.ScriptStream.Part;
import dev.pgplaybook.sql.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Runs a plain SQL script or dump on a sandbox, COPY data included, in little memory however large it is. */
public final class ScriptLoader {

    private final Session session;
    private final Progress progress;
    private final Extensions extensions;

    /** @param extensions remembers what the sandbox lacks, across several scripts */
    public ScriptLoader(Session session, Progress progress, Extensions extensions) {
        this.session = session;
        this.progress = progress;
        this.extensions = extensions;
    }

    /**
     * Runs the whole file, and stops at the first statement that fails.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB603 when it cannot be read or is no plain SQL, PB303 and PB304 when it is
     *     none that can be run, PB604 when a statement of it fails
     */
    public void load(Path file) {
        try {
            DumpFormat.requirePlain(file);
            try (ScriptStream script = ScriptStream.open(file, session.url().database())) {
                load(file, script);
            }
        } catch (IOException | UncheckedIOException e) {
            throw Problem.of(ProblemCode.PB603, "The file " + file + " that the sandbox should resemble cannot be read")
                    .hint("is it there, and is it plain SQL in UTF-8?")
                    .asException(e);
        }
        // A dump leaves an empty search path behind.
        session.resetSettings();
    }

    private void load(Path file, ScriptStream script) throws IOException {
        LoadProgress shown = new LoadProgress(file, script, progress);
        for (Optional<Part> part = script.next(); part.isPresent(); part = script.next()) {
            shown.update();
            run(part.get(), shown);
        }
    }

    private void run(Part part, LoadProgress shown) {
        Statement statement = part.statement();
        if (extensions.doWithout(statement, session)) {
            return;
        }
        try {
            if (part.rows().isPresent()) {
                session.copyIn(statement.text(), shown.watching(part.rows().get()));
            } else {
                session.script(statement.text());
            }
        } catch (StatementFailedException e) {
            if (extensions.doWithout(statement, e.failure(), session)) {
                return;
            }
            Problem problem =
                    e.problem(ProblemCode.PB604, "The script that fills the sandbox failed", statement::locate);
            throw extensions.explain(problem, e.failure()).asException(e);
        }
    }
}
