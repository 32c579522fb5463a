package dev.pgplaybook.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one query that a snapshot is, put together from its parts for a server's version. */
final class SnapshotQuery {

    /** A line of a part that is for some versions alone. */
    private static final Pattern FOR_SOME = Pattern.compile(".* --(?: from (\\d+))?(?: until (\\d+))?");

    private SnapshotQuery() {}

    static String of(int major, SnapshotOptions options) {
        List<String> parts =
                new ArrayList<>(List.of("relations", "columns", "constraints", "behaviour", "types", "reach"));
        if (options.owners()) {
            parts.add("owners");
        }
        if (options.comments()) {
            parts.add("comments");
        }
        return part("common", major)
                + parts.stream().map(part -> part(part, major)).collect(Collectors.joining("\nUNION ALL\n", "\n", ""));
    }

    private static String part(String name, int major) {
        return read(name).lines().filter(line -> isFor(line, major)).collect(Collectors.joining("\n"));
    }

    static boolean isFor(String line, int major) {
        Matcher some = FOR_SOME.matcher(line);
        if (!some.matches()) {
            return !line.startsWith("--");
        }
        boolean early = some.group(1) != null && major < Integer.parseInt(some.group(1));
        boolean late = some.group(2) != null && major > Integer.parseInt(some.group(2));
        return !early && !late;
    }

    private static String read(String name) {
        try (InputStream in = SnapshotQuery.class.getResourceAsStream(name + ".sql")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
