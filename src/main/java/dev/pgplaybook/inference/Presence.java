package dev.pgplaybook.inference;

import dev.pgplaybook.inference.Evidence.Vote;
import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.FactKind;
import dev.pgplaybook.schema.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a thing is there at all, in whatever shape: a column whose default is another one since shows still that it was added, and a
 * value shows it of an enum that has got more of them.
 */
final class Presence {

    private static final Pattern VALUE = Pattern.compile("'(?:[^']|'')*'");

    private final Map<String, Timeline> marks = new HashMap<>();
    private final Replay replay;

    Presence(Replay replay, Snapshot database) {
        this.replay = replay;
        Set<String> there = new HashSet<>();
        database.facts().values().forEach(fact -> there.addAll(marks(fact)));
        for (int i = 0; i < replay.effects().size(); i++) {
            for (Effect.Change change : replay.effects().get(i).changes().values()) {
                Set<String> before = marks(change.before());
                Set<String> after = marks(change.after());
                for (String mark : touched(change)) {
                    marks.computeIfAbsent(mark, m -> new Timeline(m, state(m, before), state(m, there)))
                            .touchedBy(i, state(mark, after));
                }
            }
        }
    }

    boolean narrow(Set<Integer> applied, Set<Integer> absent) {
        boolean narrowed = false;
        for (Timeline mark : marks.values()) {
            narrowed |= mark.narrow(applied, absent);
        }
        return narrowed;
    }

    /** The evidence of a fact whose shape a later migration hides: what of it is there all the same. */
    Evidence seeing(int migration, Evidence evidence, Set<Integer> absent) {
        if (evidence.isVisible()) {
            return evidence;
        }
        Effect.Change change = replay.effects().get(migration).changes().get(evidence.key());
        if (change == null) {
            return evidence;
        }
        List<Vote> votes = touched(change).stream()
                .map(mark -> vote(mark, migration, absent))
                .filter(vote -> vote != Vote.HIDDEN)
                .toList();
        boolean holds = !votes.isEmpty() && votes.stream().allMatch(vote -> vote == Vote.HOLDS);
        return holds ? evidence.voting(Vote.HOLDS) : evidence;
    }

    private Vote vote(String mark, int migration, Set<Integer> absent) {
        Timeline timeline = java.util.Objects.requireNonNull(marks.get(mark));
        return timeline.vote(timeline.touching().indexOf(migration) + 1, absent);
    }

    /** What the change made or took away. */
    private static Set<String> touched(Effect.Change change) {
        Set<String> before = marks(change.before());
        Set<String> after = marks(change.after());
        Set<String> touched = new LinkedHashSet<>(before);
        touched.addAll(after);
        touched.removeIf(mark -> before.contains(mark) && after.contains(mark));
        return touched;
    }

    private static Set<String> marks(Optional<Fact> fact) {
        return fact.map(Presence::marks).orElse(Set.of());
    }

    private static Set<String> marks(Fact fact) {
        Set<String> marks = new LinkedHashSet<>();
        marks.add(fact.key());
        if (fact.kind() == FactKind.TYPE && fact.definition().startsWith("ENUM")) {
            Matcher value = VALUE.matcher(fact.definition());
            while (value.find()) {
                marks.add(fact.key() + " " + value.group());
            }
        }
        return marks;
    }

    private static Optional<Fact> state(String mark, Set<String> there) {
        return there.contains(mark) ? Optional.of(new Fact(FactKind.TYPE, mark, "", List.of(), 0)) : Optional.empty();
    }
}
