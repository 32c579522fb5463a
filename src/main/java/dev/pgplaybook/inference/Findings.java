package dev.pgplaybook.inference;

import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What a database was found to contain of a migrations folder.
 *
 * @param judgements of every migration, in the folder's order
 * @param database the schema that was judged
 */
public record Findings(Replay replay, Snapshot database, List<Judgement> judgements) {

    public Findings {
        judgements = List.copyOf(judgements);
    }

    public static Findings of(Replay replay, Snapshot database) {
        return new Findings(replay, database, Inference.judge(replay, database));
    }

    public Optional<Judgement> of(String migration) {
        return judgements.stream()
                .filter(judgement -> judgement.migration().equals(migration))
                .findFirst();
    }

    public List<String> with(Verdict verdict) {
        return judgements.stream()
                .filter(judgement -> judgement.verdict() == verdict)
                .map(Judgement::migration)
                .toList();
    }

    /**
     * The migrations that the database is held to have, to be proved: all that is there, at least in part, and what cannot be seen
     * ahead of the last of these.
     */
    public List<String> supposed() {
        int last = 0;
        for (int i = 0; i < judgements.size(); i++) {
            if (isThere(judgements.get(i))) {
                last = i + 1;
            }
        }
        return judgements.subList(0, last).stream()
                .filter(judgement -> judgement.verdict() != Verdict.ABSENT)
                .map(Judgement::migration)
                .toList();
    }

    private static boolean isThere(Judgement judgement) {
        return judgement.verdict() != Verdict.ABSENT && judgement.verdict() != Verdict.UNOBSERVABLE;
    }

    /** Whether a migration that the schema cannot tell of has one behind it that is there. */
    public boolean isSurpassed(String migration) {
        return supposed().contains(migration);
    }

    /**
     * How the database differs from what these migrations make.
     *
     * @return absent where they are not the first ones of the folder: only another replay shows it then
     */
    public Optional<Drift> residual(List<String> migrations) {
        boolean first = replay.names()
                .subList(0, Math.min(migrations.size(), replay.effects().size()))
                .equals(migrations);
        return first ? Optional.of(Drift.between(replay.after(migrations.size()), database)) : Optional.empty();
    }
}
