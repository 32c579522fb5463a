package dev.pgplaybook.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files and directories that nobody but their owner can read, from their first moment on. */
public final class PrivateFiles {

    private PrivateFiles() {}

    /**
     * Makes the directory, and its parents as usual, where it is missing; one that is there is left as it is.
     *
     * @return whether it was made
     */
    public static boolean createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return false;
        }
        Files.createDirectories(directory.toAbsolutePath().getParent());
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false; // Somebody else was faster.
        }
    }

    /** Makes the file, empty, where it is missing; one that is there is left as it is. */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // It is appended to.
        }
    }
}
