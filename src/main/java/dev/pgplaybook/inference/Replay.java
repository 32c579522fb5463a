package dev.pgplaybook.inference;

import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A migrations folder, as it was seen to take effect on a sandbox.
 *
 * @param start the schema before the first of them
 * @param effects in the order in which they were applied
 */
public record Replay(Snapshot start, List<Effect> effects) {

    public Replay {
        effects = List.copyOf(effects);
    }

    /** The schema behind the first {@code count} migrations. */
    public Snapshot after(int count) {
        Map<String, Fact> facts = new TreeMap<>(start.facts());
        effects.subList(0, count).forEach(effect -> effect.applyTo(facts));
        return new Snapshot(start.major(), facts);
    }

    public Snapshot end() {
        return after(effects.size());
    }

    List<String> names() {
        return effects.stream().map(Effect::migration).toList();
    }
}
