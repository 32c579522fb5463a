package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the migrations folder. Its {@code migration.sql} may be missing: status and deploy of what comes before it do not need
 * it. The file is read once, so that what was planned is what is run, whoever edits it meanwhile. Safe for concurrent use.
 */
public final class Migration {

    private final String name;
    private final Path file;
    private @Nullable Source source;
    private @Nullable Script script;

    public Migration(String name, Path file) {
        this.name = name;
        this.file = file;
    }

    public String name() {
        return name;
    }

    public Path file() {
        return file;
    }

    /** Whether there is a script that can be read: what cannot be read is missing to Prisma as well. */
    public boolean hasScript() {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    /**
     * The script as Prisma reads it: what is not UTF-8 becomes U+FFFD; line breaks and a byte order mark stay as they are.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB202 when the file is missing or cannot be read
     */
    public synchronized Source source() {
        Source read = source;
        if (read == null) {
            read = Source.of(file, read());
            source = read;
        }
        return read;
    }

    /**
     * The script, cut into its statements.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB202 as well as PB303 and PB304
     */
    public synchronized Script script() {
        Script cut = script;
        if (cut == null) {
            cut = Script.split(source());
            script = cut;
        }
        return cut;
    }

    /** The checksum that the history holds for the script as it is now. */
    public Checksum checksum() {
        return Checksum.of(source().text());
    }

    private String read() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB202, "The migration " + name + " has no migration.sql that can be read")
                    .hint("restore " + file + ", or delete the folder")
                    .asException(e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Migration migration && name.equals(migration.name) && file.equals(migration.file);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, file);
    }

    @Override
    public String toString() {
        return name;
    }
}
