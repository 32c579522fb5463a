package dev.pgplaybook.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file system in memory. A server that is used for a moment makes and removes more than a thousand files, which may take a disk longer
 * than all that the server is asked.
 *
 * @param root where anybody may make directories; it need not exist
 * @param room how many bytes must be free, or else the disk is used
 */
record MemoryDisk(Path root, long room) {

    /** As Linux has it. A container often has a small one, which is left to those who count on it. */
    static final MemoryDisk USUAL = new MemoryDisk(Path.of("/dev/shm"), 1L << 30);

    /** A path that nobody has taken, where there is room. */
    Optional<Path> path(String name) {
        try {
            return Files.isWritable(root) && Files.getFileStore(root).getUsableSpace() >= room
                    ? Optional.of(root.resolve(name))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
