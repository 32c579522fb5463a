package dev.pgplaybook.inference;

import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.FactKind;
import dev.pgplaybook.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A replay as lists of texts, to be kept and read again: the facts at its start, then of each migration those that it made or changed, and
 * the keys of those that it took away.
 */
public record ReplayText(int major, List<List<String>> start, List<Step> steps) {

    /** One migration. */
    public record Step(String migration, List<List<String>> now, List<String> gone) {}

    public static ReplayText of(Replay replay) {
        List<Step> steps = new ArrayList<>();
        for (Effect effect : replay.effects()) {
            List<List<String>> now = new ArrayList<>();
            List<String> gone = new ArrayList<>();
            effect.changes()
                    .forEach((key, change) ->
                            change.after().ifPresentOrElse(fact -> now.add(parts(fact)), () -> gone.add(key)));
            effect.moved().forEach(fact -> now.add(parts(fact)));
            steps.add(new Step(effect.migration(), now, gone));
        }
        return new ReplayText(
                replay.start().major(),
                replay.start().facts().values().stream().map(ReplayText::parts).toList(),
                steps);
    }

    public Replay replay() {
        Map<String, Fact> facts = new TreeMap<>();
        start.forEach(parts -> put(facts, fact(parts)));
        Snapshot before = new Snapshot(major, facts);
        List<Effect> effects = steps.stream().map(step -> effect(step, facts)).toList();
        return new Replay(before, effects);
    }

    /** Leaves the facts as the migration leaves them. */
    private static Effect effect(Step step, Map<String, Fact> facts) {
        Map<String, Effect.Change> changes = new TreeMap<>();
        List<Fact> moved = new ArrayList<>();
        for (List<String> parts : step.now()) {
            Fact fact = fact(parts);
            Optional<Fact> now = Optional.of(fact);
            Optional<Fact> old = put(facts, fact);
            if (Effect.shape(old).equals(Effect.shape(now))) {
                moved.add(fact);
            } else {
                changes.put(fact.key(), new Effect.Change(old, now));
            }
        }
        step.gone()
                .forEach(key ->
                        changes.put(key, new Effect.Change(Optional.ofNullable(facts.remove(key)), Optional.empty())));
        return new Effect(step.migration(), changes, moved);
    }

    private static Optional<Fact> put(Map<String, Fact> facts, Fact fact) {
        return Optional.ofNullable(facts.put(fact.key(), fact));
    }

    /** What it is within stands last, since that may be several. */
    private static List<String> parts(Fact fact) {
        List<String> parts = new ArrayList<>(
                List.of(fact.kind().word(), fact.identity(), fact.definition(), String.valueOf(fact.position())));
        parts.addAll(fact.within());
        return parts;
    }

    private static Fact fact(List<String> parts) {
        return new Fact(
                FactKind.of(parts.get(0)),
                parts.get(1),
                parts.get(2),
                parts.subList(4, parts.size()),
                Integer.parseInt(parts.get(3)));
    }
}
