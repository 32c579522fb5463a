package dev.pgplaybook.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for what nothing masks, such as what services write or what pg_dump reads: apart from the record, and gone in the end. */
record TemporaryFiles(Path directory) implements AutoCloseable {

    /** A new directory that is ours alone. */
    static TemporaryFiles make() {
        try {
            return new TemporaryFiles(Files.createTempDirectory("pgplaybook-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // The system clears its temporary directory in the end.
        }
    }
}
