package dev.pgplaybook.likeness;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.ExportedSnapshot;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a database's schema, and the rows of its migration history, by pg_dump: reading alone, waiting for no lock for long, and
 * ended after a limit of our own, since pg_dump sets the server's aside.
 */
public final class SchemaDump {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String LOCK_WAIT = "--lock-wait-timeout=5s";
    static final String HISTORY = "_prisma_migrations";
    static final String APPLICATION = "pgplaybook/likeness";

    private final PgDump pgDump;
    private final Secrets secrets;
    private final Cancellation cancellation;

    public SchemaDump(PgDump pgDump, Secrets secrets, Cancellation cancellation) {
        this.pgDump = pgDump;
        this.secrets = secrets;
        this.cancellation = cancellation;
    }

    /**
     * Dumps into files of a directory, in the order in which they are to be loaded.
     *
     * @param snapshot at which the database is read, so that all parts are of one moment
     * @param hasHistory whether the history's rows are wanted as well
     * @throws dev.pgplaybook.problem.ProblemException PB603 with what pg_dump said
     */
    public Parts into(Path directory, DatabaseUrl url, Optional<ExportedSnapshot> snapshot, boolean hasHistory) {
        try (PgDump.Reading reading = pgDump.reading(url)) {
            Dumping dumping = new Dumping(reading, url, snapshot);
            Path tables = directory.resolve("schema.sql");
            dumping.into(tables, schema("pre-data"));
            Path rest = directory.resolve("constraints.sql");
            dumping.into(rest, schema("post-data"));
            if (!hasHistory) {
                return new Parts(List.of(tables), rest);
            }
            Path history = directory.resolve("history.sql");
            String home = url.schema().orElse("public");
            dumping.into(history, List.of("--data-only", "--table=\"" + home + "\"." + HISTORY));
            return new Parts(List.of(tables, history), rest);
        }
    }

    /**
     * A schema in two parts. Rows that come between them meet no trigger and no index, which is quicker, and are held against every
     * constraint by the server itself when the second comes.
     *
     * @param tables with what their rows need, and the rows of the history
     * @param rest indexes, keys, references, triggers
     */
    public record Parts(List<Path> tables, Path rest) {}

    private static List<String> schema(String section) {
        return List.of("--schema-only", "--section=" + section, "--no-owner", "--no-privileges");
    }

    /** Several dumps of one database. */
    private final class Dumping {

        private final PgDump.Reading reading;
        private final DatabaseUrl url;
        private final Optional<ExportedSnapshot> snapshot;

        Dumping(PgDump.Reading reading, DatabaseUrl url, Optional<ExportedSnapshot> snapshot) {
            this.reading = reading;
            this.url = url;
            this.snapshot = snapshot;
        }

        void into(Path file, List<String> what) {
            List<String> options = new ArrayList<>(List.of(LOCK_WAIT));
            snapshot.ifPresent(one -> options.add("--snapshot=" + one.name()));
            options.addAll(what);
            ProgramResult result = reading.run(options, file, LIMIT, secrets, cancellation);
            if (!result.succeeded()) {
                throw Problem.of(
                                ProblemCode.PB603,
                                "pg_dump could not read the schema of " + url + ":\n"
                                        + result.errors().strip())
                        .hint("look at the role's rights; nothing was changed")
                        .asException();
            }
            requireWritten(file);
        }
    }

    private static void requireWritten(Path file) {
        try {
            if (Files.size(file) == 0) {
                throw Problem.of(ProblemCode.PB603, "pg_dump wrote nothing").asException();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
