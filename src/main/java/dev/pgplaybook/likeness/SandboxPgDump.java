package dev.pgplaybook.likeness;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.sandbox.Inside;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pg_dump of a sandbox's image, run beside the sandbox's server. */
record SandboxPgDump(Inside inside, int major) implements PgDump {

    private static final String NAME = "pg_dump";

    static Optional<PgDump> find(Inside inside) {
        try (TemporaryFile said = TemporaryFile.make()) {
            ProgramResult asked = inside.run(
                    List.of(NAME, "--version"), Map.of(), said.path(), ASKING, new Secrets(), new Cancellation());
            return asked.succeeded()
                    ? PgDump.major(Files.readString(said.path())).map(major -> new SandboxPgDump(inside, major))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Reading reading(DatabaseUrl url) {
        Inside.Way way = inside.wayTo(url);
        Map<String, String> environment = new HashMap<>(way.environment());
        environment.put("PGAPPNAME", SchemaDump.APPLICATION);
        return new Reading() {
            @Override
            public ProgramResult run(
                    List<String> options, Path file, Duration limit, Secrets secrets, Cancellation cancellation) {
                return inside.run(PgDump.argv(NAME, options), environment, file, limit, secrets, cancellation);
            }

            /** Ends with its connection what is still running. */
            @Override
            public void close() {
                way.close();
            }
        };
    }

    /** A file that is gone when it is closed. */
    private record TemporaryFile(Path path) implements AutoCloseable {

        static TemporaryFile make() throws IOException {
            return new TemporaryFile(Files.createTempFile("pgplaybook-", ".txt"));
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }
}
