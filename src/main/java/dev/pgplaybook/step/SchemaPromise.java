package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.inference.Effect;
import dev.pgplaybook.inference.Replay;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.schema.Difference;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a deploy's migrations promise of the schema: what was there before, with their effects as a sandbox shows them, and nothing
 * else.
 */
final class SchemaPromise {

    private static final int NAMED = 5;

    private final Context context;
    private final Step step;
    private final Snapshot before;
    private Optional<Snapshot> after = Optional.empty();

    private SchemaPromise(Context context, Step step, Snapshot before) {
        this.context = context;
        this.step = step;
        this.before = before;
    }

    /** To be called before anything is changed. */
    static SchemaPromise before(Context context, Step step) {
        try (Session reader = context.reader(step)) {
            return new SchemaPromise(context, step, Inspection.of(context).snapshot(reader));
        }
    }

    /** @param applied by this step */
    List<Finding> findings(List<String> applied) {
        try (Session reader = context.reader(step)) {
            Snapshot seen = Inspection.of(context).snapshot(reader);
            after = Optional.of(seen);
            List<Finding> findings = new ArrayList<>();
            findings.add(kept(reader, applied, seen));
            new RoleRights(context, step).finding(reader, before, seen).ifPresent(findings::add);
            return findings;
        }
    }

    /** The schema as it was found behind the migrations. */
    Optional<Snapshot> after() {
        return after;
    }

    private Finding kept(Session reader, List<String> applied, Snapshot after) {
        String id = step.id() + ".schema";
        String title = "the schema is what it was, and what the migrations make of it";
        try {
            Replay replay = Inspection.of(context).replay(Optional.of(reader), context.migrations());
            return kept(id, title, applied, after, replay);
        } catch (ProblemException e) {
            return Finding.warned(id, title, "not shown: " + e.first().message());
        }
    }

    private Finding kept(String id, String title, List<String> applied, Snapshot after, Replay replay) {
        List<Effect> effects = replay.effects().stream()
                .filter(effect -> applied.contains(effect.migration()))
                .toList();
        List<Difference> broken = Drift.between(promised(effects), after).withoutLesser().differences().stream()
                .filter(difference -> !isFromBefore(difference, effects))
                .toList();
        if (broken.isEmpty()) {
            long facts = effects.stream()
                    .mapToLong(effect -> effect.changes().size())
                    .sum();
            return Finding.passed(
                    id,
                    title,
                    Words.count(facts, "fact") + " changed as on a sandbox; fingerprint "
                            + after.fingerprint().brief());
        }
        String said = named(broken);
        return replay.start().major() == after.major()
                ? Finding.failed(id, title, said)
                : Finding.warned(
                        id,
                        title,
                        said + "; the sandbox was PostgreSQL " + replay.start().major());
    }

    private Snapshot promised(List<Effect> effects) {
        Map<String, Fact> facts = new TreeMap<>(before.facts());
        effects.forEach(effect -> effect.applyTo(facts));
        return new Snapshot(before.major(), facts);
    }

    /** What had drifted before a migration touched it cannot come out as on a sandbox. */
    private boolean isFromBefore(Difference difference, List<Effect> effects) {
        String key = difference.fact().key();
        Optional<Effect> first = effects.stream()
                .filter(effect -> effect.changes().containsKey(key))
                .findFirst();
        return first.isPresent()
                && !Effect.shape(Optional.ofNullable(before.facts().get(key)))
                        .equals(Effect.shape(
                                Objects.requireNonNull(first.get().changes().get(key))
                                        .before()));
    }

    private static String named(List<Difference> differences) {
        return Words.first(NAMED, differences.stream().map(Difference::title).toList());
    }
}
