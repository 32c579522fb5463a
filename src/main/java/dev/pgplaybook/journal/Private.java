package dev.pgplaybook.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Files and directories that only their owner reads: records name databases, people and plans. */
final class Private {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private Private() {}

    static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, mode("rw-------"));
        } catch (FileAlreadyExistsException e) {
            // It has the mode that it was made with.
        }
    }

    static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, mode("rwx------"));
    }

    /** Fails when it is there already, so that two processes never share one. */
    static void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, mode("rwx------"));
    }

    /** What was made in it, and itself, can be found again after the machine has lost its power. */
    static void syncDirectories(Path directory) throws IOException {
        Path parent = directory.getParent();
        for (Path each : parent == null ? List.of(directory) : List.of(directory, parent)) {
            try (FileChannel channel = FileChannel.open(each, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (AccessDeniedException e) {
                // Some systems do not open directories: they have no such rule either.
            }
        }
    }

    private static FileAttribute<?>[] mode(String mode) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
