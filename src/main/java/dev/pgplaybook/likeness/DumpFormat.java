package dev.pgplaybook.likeness;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recognises the dumps that are no SQL, by their first bytes, and says how one makes SQL of them. */
final class DumpFormat {

    private static final int HEAD = 512;
    private static final int TAR_MAGIC = 257;

    private DumpFormat() {}

    static void requirePlain(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw refused(file, "is a directory", restoring(file));
        }
        String head = head(file);
        if (head.startsWith("PGDMP")) {
            throw refused(file, "is a dump in PostgreSQL's custom format", restoring(file));
        }
        if (head.startsWith("ustar", Math.min(TAR_MAGIC, head.length()))) {
            throw refused(file, "is a tar archive", restoring(file));
        }
        if (head.startsWith("\u001F\u008B")) {
            throw refused(file, "is compressed", "uncompress it first: gunzip " + file.getFileName());
        }
    }

    private static String head(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return new String(input.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        }
    }

    private static String restoring(Path file) {
        return "make a plain dump of it: pg_restore --no-owner --no-privileges -f dump.sql " + file.getFileName();
    }

    private static ProblemException refused(Path file, String what, String hint) {
        return Problem.of(ProblemCode.PB603, "The file " + file + " that the sandbox should resemble " + what)
                .hint(hint)
                .asException();
    }
}
