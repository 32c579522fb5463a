package dev.pgplaybook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The migrations folders of real projects that {@code -Dpgplaybook.histories=DIR} names: every one in it, at whatever depth. */
public final class Histories {

    private Histories() {}

    /** Empty without the property. */
    public static List<Path> folders() {
        String place = System.getProperty("pgplaybook.histories");
        if (place == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(Path.of(place))) {
            return files.filter(file -> file.endsWith("migration.sql"))
                    .map(file -> Objects.requireNonNull(
                            Objects.requireNonNull(file.getParent()).getParent()))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
