package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of the migrations folder. Its {@code migration.sql} may be missing: status and deploy of what comes before it do not need
 * it.
 */
public record Migration(String name, Path file) {

    /** Prisma's own bound on a name, in bytes. */
    static final int LONGEST_NAME = 200;

    /** Whether there is a script that can be read: what cannot be read is missing to Prisma as well. */
    public boolean hasScript() {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    /**
     * The script as Prisma reads it: what is not UTF-8 becomes U+FFFD; line breaks and a byte order mark stay as they are.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB202 when the file is missing or cannot be read
     */
    public Source script() {
        try {
            return Source.of(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB202, "The migration " + name + " has no migration.sql that can be read")
                    .hint("restore " + file + ", or delete the folder")
                    .asException(e);
        }
    }

    /** The checksum that the history holds for the script as it is now. */
    public Checksum checksum() {
        return Checksum.of(script().text());
    }
}
