package dev.pgplaybook.step;

import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.RowsSpec;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a filling is known by, so that the next sandbox can be a copy. Only what stands in files of the operator's is remembered: rows
 * and schema of a target are read anew each time, and no row of a target's ever stays on this disk.
 */
final class SandboxMemory {

    private SandboxMemory() {}

    /**
     * Equal where the filling is; absent where it is not to be remembered.
     *
     * @param migrations that it is made of
     */
    static Optional<String> key(SandboxSpec spec, Optional<LikeMigrations> migrations) {
        if (!(spec.rows() instanceof RowsSpec.SchemaOnly)) {
            return Optional.empty();
        }
        try {
            if (spec.like() instanceof LikenessSpec.FromFile file) {
                return Optional.of("file " + digest(file.file()));
            }
            return migrations.map(like -> "migrations " + checksums(like.folder()));
        } catch (IOException | ProblemException e) {
            // What cannot be read is a problem of the filling, which tells it better.
        }
        return Optional.empty();
    }

    /** The content alone: a file that was touched, moved or copied is the same file. */
    private static String digest(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
                content.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String checksums(MigrationFolder folder) {
        return folder.migrations().stream()
                .filter(Migration::hasScript)
                .map(migration -> migration.name() + "=" + migration.checksum())
                .collect(Collectors.joining(" "));
    }
}
