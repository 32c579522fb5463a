package dev.pgplaybook.inference;

import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.Snapshot;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one migration did to the schema of a database that had all those before it.
 *
 * @param changes by the keys of the facts
 */
public record Effect(String migration, Map<String, Change> changes) {

    /** A fact that was made, taken away, or given another shape. */
    public record Change(Optional<Fact> before, Optional<Fact> after) {}

    public Effect {
        changes = Collections.unmodifiableMap(new TreeMap<>(changes));
    }

    static Effect between(String migration, Snapshot before, Snapshot after) {
        Map<String, Change> changes = new TreeMap<>();
        TreeSet<String> keys = new TreeSet<>(before.facts().keySet());
        keys.addAll(after.facts().keySet());
        for (String key : keys) {
            Optional<Fact> old = Optional.ofNullable(before.facts().get(key));
            Optional<Fact> now = Optional.ofNullable(after.facts().get(key));
            if (!shape(old).equals(shape(now))) {
                changes.put(key, new Change(old, now));
            }
        }
        return new Effect(migration, changes);
    }

    static Optional<String> shape(Optional<Fact> fact) {
        return fact.map(Fact::definition);
    }

    /** Whether nothing of the schema tells that the migration ran. */
    public boolean isInvisible() {
        return changes.isEmpty();
    }

    /** Makes of a schema what the migration makes of it. */
    public void applyTo(Map<String, Fact> facts) {
        changes.forEach((key, change) -> change.after()
                .ifPresentOrElse(fact -> facts.put(key, Objects.requireNonNull(fact)), () -> facts.remove(key)));
    }
}
