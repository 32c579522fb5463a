package dev.pgplaybook.inference;

import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one migration did to the schema of a database that had all those before it.
 *
 * @param changes by the keys of the facts
 * @param moved what is as it was, but in another place among its like: a column that was dropped and added again
 */
public record Effect(String migration, Map<String, Change> changes, List<Fact> moved) {

    /** A fact that was made, taken away, or given another shape. */
    public record Change(Optional<Fact> before, Optional<Fact> after) {}

    public Effect {
        changes = Collections.unmodifiableMap(new TreeMap<>(changes));
        moved = List.copyOf(moved);
    }

    static Effect between(String migration, Snapshot before, Snapshot after) {
        return on(differing(before.facts(), after.facts()), migration, before.facts(), after.facts());
    }

    /** The keys of what is not the same; both maps are in the order of these, and most of what they hold is the very same. */
    private static List<String> differing(Map<String, Fact> before, Map<String, Fact> after) {
        List<String> keys = new ArrayList<>();
        Iterator<Map.Entry<String, Fact>> coming = after.entrySet().iterator();
        Optional<Map.Entry<String, Fact>> now = next(coming);
        for (Map.Entry<String, Fact> old : before.entrySet()) {
            while (now.isPresent() && isBefore(now.get().getKey(), old.getKey())) {
                keys.add(now.get().getKey());
                now = next(coming);
            }
            if (now.isPresent() && now.get().getKey().equals(old.getKey())) {
                if (!now.get().getValue().equals(old.getValue())) {
                    keys.add(old.getKey());
                }
                now = next(coming);
            } else {
                keys.add(old.getKey());
            }
        }
        for (; now.isPresent(); now = next(coming)) {
            keys.add(now.get().getKey());
        }
        return keys;
    }

    private static <T> Optional<T> next(Iterator<T> iterator) {
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    private static boolean isBefore(String key, String other) {
        return !key.equals(other) && key.compareTo(other) < 0;
    }

    /** What it did to the facts of these keys. */
    static Effect on(Collection<String> keys, String migration, Map<String, Fact> before, Map<String, Fact> after) {
        Map<String, Change> changes = new TreeMap<>();
        List<Fact> moved = new ArrayList<>();
        for (String key : keys) {
            Optional<Fact> old = Optional.ofNullable(before.get(key));
            Optional<Fact> now = Optional.ofNullable(after.get(key));
            if (!shape(old).equals(shape(now))) {
                changes.put(key, new Change(old, now));
            } else if (!old.equals(now)) {
                now.ifPresent(moved::add);
            }
        }
        return new Effect(migration, changes, moved);
    }

    /** What of a fact is compared: its place does not make it another. */
    public static Optional<String> shape(Optional<Fact> fact) {
        return fact.map(Fact::definition);
    }

    /** Makes of a schema what the migration makes of it. */
    public void applyTo(Map<String, Fact> facts) {
        changes.forEach((key, change) -> change.after()
                .ifPresentOrElse(fact -> facts.put(key, Objects.requireNonNull(fact)), () -> facts.remove(key)));
        moved.forEach(fact -> facts.put(fact.key(), fact));
    }
}
