package dev.pgplaybook.parity;

import dev.pgplaybook.database.DatabaseUrl;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A database as a command left it.
 *
 * @param rows of the history, masked; absent where there is no table
 * @param dump schema and data by pg_dump
 */
record Picture(Optional<List<String>> rows, String dump) {

    /** More would hide what it is about. */
    private static final int MOST_LINES = 12;

    static Picture of(DatabaseUrl url) {
        return new Picture(HistoryRows.of(url), Databases.dump(url));
    }

    /** What another picture has otherwise, for a person to read; empty where they are equal. */
    Optional<String> differenceTo(Picture other) {
        if (equals(other)) {
            return Optional.empty();
        }
        return Optional.of(lines("history", rows.orElse(List.of("no table")), other.rows.orElse(List.of("no table")))
                + lines(
                        "schema and data",
                        dump.lines().toList(),
                        other.dump.lines().toList()));
    }

    private static String lines(String what, List<String> first, List<String> second) {
        if (first.equals(second)) {
            return "";
        }
        StringBuilder text = new StringBuilder(what + ":\n");
        only(first, second).forEach(line -> text.append("  - " + line + "\n"));
        only(second, first).forEach(line -> text.append("  + " + line + "\n"));
        return text.length() > what.length() + 2 ? text.toString() : text + "  the same lines in another order\n";
    }

    private static Stream<String> only(List<String> these, List<String> others) {
        return these.stream().filter(line -> !others.contains(line)).limit(MOST_LINES);
    }
}
