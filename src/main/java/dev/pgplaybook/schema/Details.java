package dev.pgplaybook.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What stands on relations, as the server said it last, in the lines of {@link SnapshotQuery#joined}. */
final class Details {

    private static final String TOUCHED = "touched" + SnapshotQuery.PART;
    private static final String HORIZON = "horizon" + SnapshotQuery.PART;

    /** By the key of the relation, or of the type. */
    private final Map<String, List<String>> byHome = new HashMap<>();

    private String horizon = "";

    /** Since which transaction relations are to be asked about. */
    String horizon() {
        return horizon;
    }

    /**
     * All there is.
     *
     * @param since the oldest transaction that may not have ended when it was said
     */
    Change replaceAll(Collection<String> lines, String since) {
        Change change = Change.between(lines(), lines);
        byHome.clear();
        lines.forEach(this::add);
        horizon = since;
        return change;
    }

    /** What was said of those that were touched, with the marks. */
    Change replaceTouched(Collection<String> lines) {
        List<String> before = new ArrayList<>();
        List<String> now = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(TOUCHED)) {
                before.addAll(removed(identity(line)));
            } else if (line.startsWith(HORIZON)) {
                horizon = identity(line);
            } else {
                now.add(line);
            }
        }
        now.forEach(line -> before.addAll(removed(home(line)))); // A type is said again whenever anything is.
        now.forEach(this::add);
        return Change.between(before, now);
    }

    private List<String> removed(String home) {
        return Objects.requireNonNullElse(byHome.remove(home), List.of());
    }

    List<String> lines() {
        return byHome.values().stream().flatMap(List::stream).toList();
    }

    private void add(String line) {
        byHome.computeIfAbsent(home(line), home -> new ArrayList<>()).add(line);
    }

    private static String home(String line) {
        String within = line.split(SnapshotQuery.PART, 4)[2];
        int end = within.indexOf(SnapshotReader.SEPARATOR);
        return end < 0 ? within : within.substring(0, end);
    }

    private static String identity(String mark) {
        return mark.split(SnapshotQuery.PART, 5)[3];
    }
}
