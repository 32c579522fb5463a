package dev.pgplaybook.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A snapshot that follows a schema: what has changed is put in, and the rest stays. Only where names are alike but for a number, which
 * depends on all that are so called, is everything settled anew.
 */
final class Assembly {

    private final int major;

    /** As the server says them, by their keys. */
    private final TreeMap<String, Fact> facts = new TreeMap<>();

    /** How many have one name but for the number, where more than none. */
    private final Map<String, Integer> alike = new HashMap<>();

    private int crowded;

    /** @param major of the server */
    Assembly(int major) {
        this.major = major;
    }

    /** The schema as it is once this has changed. */
    Snapshot after(List<Change> changes) {
        for (Change change : changes) {
            change.gone().stream().map(SnapshotReader::fact).forEach(this::remove);
            change.come().stream().map(SnapshotReader::fact).forEach(this::add);
        }
        return crowded == 0 ? new Snapshot(major, facts) : Snapshot.of(major, AutomaticNames.settled(facts.values()));
    }

    private void remove(Fact fact) {
        facts.remove(fact.key());
        AutomaticNames.stem(fact).ifPresent(stem -> count(stem, -1));
    }

    private void add(Fact fact) {
        facts.put(fact.key(), fact);
        AutomaticNames.stem(fact).ifPresent(stem -> count(stem, 1));
    }

    private void count(String stem, int more) {
        int before = Optional.ofNullable(alike.get(stem)).orElse(0);
        int now = before + more;
        crowded += (now > 1 ? 1 : 0) - (before > 1 ? 1 : 0);
        if (now == 0) {
            alike.remove(stem);
        } else {
            alike.put(stem, now);
        }
    }
}
