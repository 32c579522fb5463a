package dev.pgplaybook.inference;

import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.FactKind;
import dev.pgplaybook.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Map<String, Fact> facts = byKey(start);
        Snapshot before = new Snapshot(major, facts);
        List<Effect> effects = new ArrayList<>();
        for (Step step : steps) {
            Map<String, Fact> now = byKey(step.now());
            List<String> touched = new ArrayList<>(now.keySet());
            touched.addAll(step.gone());
            Effect effect = Effect.on(touched, step.migration(), facts, now);
            effect.applyTo(facts);
            effects.add(effect);
        }
        return new Replay(before, effects);
    }

    private static Map<String, Fact> byKey(List<List<String>> texts) {
        Map<String, Fact> facts = new TreeMap<>();
        texts.stream().map(ReplayText::fact).forEach(fact -> facts.put(fact.key(), fact));
        return facts;
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
