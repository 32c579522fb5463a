package dev.pgplaybook.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where services write: apart from the record, since nothing masks what they say, and gone with them. */
record ServiceLogs(Path directory) implements AutoCloseable {

    /** A new directory that is ours alone. */
    static ServiceLogs make() {
        try {
            return new ServiceLogs(Files.createTempDirectory("pgplaybook-services-"));
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
