package dev.pgplaybook.inference;

import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which migrations a database contains, by the facts of its schema. Nothing is assumed of the order in which they were applied, nor that
 * none is missing in between.
 */
final class Inference {

    private final Replay replay;
    private final Snapshot database;
    private final Map<String, Timeline> timelines = new LinkedHashMap<>();
    private final Presence presence;
    private final Set<Integer> applied = new HashSet<>();
    private final Set<Integer> absent = new HashSet<>();

    private Inference(Replay replay, Snapshot database) {
        this.replay = replay;
        this.database = database;
        this.presence = new Presence(replay, database);
        for (int i = 0; i < replay.effects().size(); i++) {
            int migration = i;
            replay.effects()
                    .get(i)
                    .changes()
                    .forEach((key, change) -> timelines
                            .computeIfAbsent(
                                    key,
                                    k -> new Timeline(
                                            k,
                                            change.before(),
                                            Optional.ofNullable(database.facts().get(k))))
                            .touchedBy(migration, change.after()));
        }
    }

    /** Judges every migration of the replay, in its order. */
    static List<Judgement> judge(Replay replay, Snapshot database) {
        return new Inference(replay, database).judgements();
    }

    private List<Judgement> judgements() {
        boolean narrowed = true;
        while (narrowed) {
            settle();
            narrowed = false;
            for (Timeline timeline : timelines.values()) {
                narrowed |= timeline.narrow(applied, absent);
            }
            narrowed |= presence.narrow(applied, absent);
        }
        Renamed renamed = new Renamed(database, timelines.keySet());
        return judged().stream().map(renamed::in).toList();
    }

    /** What is beyond doubt so far. */
    private void settle() {
        applied.clear();
        absent.clear();
        List<Judgement> judged = judged();
        for (int i = 0; i < judged.size(); i++) {
            Verdict verdict = judged.get(i).verdict();
            if (verdict == Verdict.APPLIED) {
                applied.add(i);
            } else if (verdict == Verdict.ABSENT) {
                absent.add(i);
            }
        }
    }

    private List<Judgement> judged() {
        List<List<Evidence>> evidence = new ArrayList<>();
        replay.effects().forEach(effect -> evidence.add(new ArrayList<>()));
        for (Timeline timeline : timelines.values()) {
            for (int place = 1; place <= timeline.touching().size(); place++) {
                int migration = timeline.touching().get(place - 1);
                evidence.get(migration).add(presence.seeing(migration, timeline.evidence(place, absent), absent));
            }
        }
        List<Judgement> judged = new ArrayList<>();
        for (int i = 0; i < evidence.size(); i++) {
            judged.add(Judgement.of(replay.effects().get(i).migration(), evidence.get(i)));
        }
        return judged;
    }

    /** Recognises what is missing by its name, and there by another: the like of it in the same table, which no migration makes. */
    private record Renamed(Snapshot database, Set<String> known) {

        Judgement in(Judgement judgement) {
            if (judgement.verdict() != Verdict.PARTIAL && judgement.verdict() != Verdict.DIVERGED) {
                return judgement;
            }
            return Judgement.of(
                    judgement.migration(),
                    judgement.evidence().stream().map(this::looked).toList());
        }

        private Evidence looked(Evidence evidence) {
            if (evidence.vote() != Evidence.Vote.BEFORE
                    || evidence.expected().isEmpty()
                    || evidence.found().isPresent()) {
                return evidence;
            }
            Fact expected = evidence.expected().get();
            List<Fact> alike = database.facts().values().stream()
                    .filter(fact -> fact.kind() == expected.kind()
                            && fact.home().equals(expected.home())
                            && !fact.home().equals(fact.key())
                            && fact.definition().equals(expected.definition())
                            && !known.contains(fact.key()))
                    .toList();
            return alike.size() == 1
                    ? new Evidence(evidence.key(), Evidence.Vote.OTHER, evidence.expected(), Optional.of(alike.get(0)))
                    : evidence;
        }
    }
}
