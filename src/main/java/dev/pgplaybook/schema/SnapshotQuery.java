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
import java.util.stream.Stream;

/** The one query that a snapshot is, or the two halves of it, put together from its parts for a server's version. */
final class SnapshotQuery {

    /** Between the parts of a fact that is one text. */
    static final String PART = "\u001e";

    /** A line of a part that is for some versions alone. */
    private static final Pattern FOR_SOME =
            Pattern.compile(".* --(?: from (\\d+))?(?: until (\\d+))?(?<touched> touched)?");

    /** In a schema of many tables these take about as long as all the others. */
    private static final List<String> FIRST_HALF = List.of("columns", "indexes");

    private static final List<String> SECOND_HALF = List.of("constraints", "relations", "behaviour", "types", "reach");

    private SnapshotQuery() {}

    static String of(int major, SnapshotOptions options) {
        return joined(
                major,
                Stream.concat(FIRST_HALF.stream(), secondHalf(options).stream()).toList());
    }

    /** Two queries that together give what the one does. */
    static List<String> halves(int major, SnapshotOptions options) {
        return List.of(joined(major, secondHalf(options)), joined(major, FIRST_HALF));
    }

    private static List<String> secondHalf(SnapshotOptions options) {
        List<String> parts = new ArrayList<>(SECOND_HALF);
        parts.addAll(wished(options));
        return parts;
    }

    /** The parts that are looked at where somebody asks for them. */
    static List<String> wished(SnapshotOptions options) {
        List<String> parts = new ArrayList<>();
        if (options.owners()) {
            parts.add("owners");
        }
        if (options.comments()) {
            parts.add("comments");
        }
        return parts;
    }

    /** With each fact as one text. A definition may hold anything, and stands last. */
    static String joined(int major, List<String> parts) {
        return joined(major, parts, false);
    }

    /**
     * The parts, of the relations alone that have been touched since the transaction whose number is its parameter; and the marks that
     * name those, and the next such transaction.
     */
    static String ofTouched(int major, List<String> parts) {
        List<String> all = new ArrayList<>(parts);
        all.add("marks");
        return joined(major, all, true);
    }

    private static String joined(int major, List<String> parts, boolean touched) {
        String common = part("common", major, touched);
        return "SELECT concat(kind, E'\\x1e', position, E'\\x1e', within, E'\\x1e', identity, E'\\x1e', definition) FROM (\n"
                + (touched
                        ? common.replaceFirst(
                                "WITH ", "WITH " + Matcher.quoteReplacement(part("touched", major, true) + "\n"))
                        : common)
                + parts.stream()
                        .map(part -> part(part, major, touched))
                        .collect(Collectors.joining(
                                "\nUNION ALL\n", "\n", ") AS fact (kind, identity, definition, within, position)"));
    }

    private static String part(String name, int major, boolean touched) {
        return read(name).lines().filter(line -> isFor(line, major, touched)).collect(Collectors.joining("\n"));
    }

    private static boolean isFor(String line, int major, boolean touched) {
        Matcher some = FOR_SOME.matcher(line);
        if (!some.matches()) {
            return !line.startsWith("--");
        }
        boolean early = some.group(1) != null && major < Integer.parseInt(some.group(1));
        boolean late = some.group(2) != null && major > Integer.parseInt(some.group(2));
        return !early && !late && (touched || some.group("touched") == null);
    }

    private static String read(String name) {
        try (InputStream in = SnapshotQuery.class.getResourceAsStream(name + ".sql")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
