package dev.pgplaybook.inference;

import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

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
        TreeSet<String> keys = new TreeSet<>(before.facts().keySet());
        keys.addAll(after.facts().keySet());
        return on(keys, migration, before.facts(), after.facts());
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
