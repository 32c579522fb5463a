package dev.pgplaybook.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** A migrations folder that both tools read. */
record Folder(Path path) {

    /** Writes a file, or makes a directory where the name ends with a slash. */
    void write(String name, byte[] content) {
        Path file = path.resolve(name);
        try {
            if (name.endsWith("/")) {
                Files.createDirectories(file);
            } else {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.write(file, content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void link(String name, String to) {
        try {
            Files.createSymbolicLink(path.resolve(name), Path.of(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file, or a directory with all that is in it. */
    void delete(String name) {
        try (Stream<Path> inside = Files.walk(path.resolve(name))) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
