package dev.pgplaybook.trace;

import dev.pgplaybook.journal.Trace.Remark;
import dev.pgplaybook.journal.Trace.Severity;
import dev.pgplaybook.journal.Trace.Verdict;
import dev.pgplaybook.lock.LockFacts;
import dev.pgplaybook.lock.LockMode;
import dev.pgplaybook.lock.Prediction;
import dev.pgplaybook.sql.RelationRole;
import dev.pgplaybook.sql.StatementForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds what a statement did against what the lock facts say of its forms. */
final class Comparison {

    private final Optional<Prediction> prediction;
    private final Observation observation;
    private final List<Remark> unpredicted = new ArrayList<>();
    private final List<Remark> notObserved = new ArrayList<>();
    private final List<Remark> left = new ArrayList<>();

    /** What one statement of several foresees for a table in one role may be seen on another in the next. */
    private final boolean several;

    private Comparison(Optional<Prediction> prediction, Observation observation, boolean several) {
        this.prediction = prediction;
        this.observation = observation;
        this.several = several;
    }

    /**
     * Compares.
     *
     * @param outside whether the statement ran outside of a transaction, where not seeing a lock shows nothing
     * @param several whether it is a whole script, seen as one
     */
    static Comparison of(
            LockFacts facts,
            List<StatementForm> forms,
            int major,
            Observation observation,
            boolean outside,
            boolean several) {
        Comparison comparison = new Comparison(predict(facts, forms, major), observation, several);
        comparison.prediction.ifPresent(prediction -> {
            comparison.findUnpredicted(prediction);
            if (!outside) {
                comparison.findMissing(prediction);
            }
        });
        observation
                .left()
                .forEach(what ->
                        comparison.left.add(new Remark("R006", Severity.WARNING, "leaves the " + what + " behind")));
        return comparison;
    }

    /** Nothing where one of the forms is not known: then it may do anything. */
    private static Optional<Prediction> predict(LockFacts facts, List<StatementForm> forms, int major) {
        Optional<Prediction> all = Optional.empty();
        for (StatementForm form : forms) {
            Prediction one = facts.predict(form.name(), major);
            if (!one.known()) {
                return Optional.empty();
            }
            all = Optional.of(all.map(sum -> sum.and(one)).orElse(one));
        }
        return all;
    }

    /** Whether it takes longer where there are more rows; what is not known may. */
    static boolean mayReadAll(LockFacts facts, List<StatementForm> forms, int major) {
        return predict(facts, forms, major)
                .map(all -> !all.possibleScans().isEmpty()
                        || !all.possibleRewrites().isEmpty()
                        || all.possible().containsValue(LockMode.ROW_EXCLUSIVE)
                        || all.possible().containsValue(LockMode.SHARE_UPDATE_EXCLUSIVE))
                .orElse(true);
    }

    Verdict verdict() {
        if (prediction.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        return !unpredicted.isEmpty()
                ? Verdict.UNPREDICTED
                : notObserved.isEmpty() ? Verdict.CONFIRMED : Verdict.NOT_OBSERVED;
    }

    List<Remark> remarks() {
        List<Remark> all = new ArrayList<>(unpredicted);
        all.addAll(notObserved);
        all.addAll(left);
        return all;
    }

    private void findUnpredicted(Prediction prediction) {
        for (Observation.Lock lock : observation.locks()) {
            LockMode possible = several
                    ? prediction.possible().values().stream()
                            .reduce(LockMode::or)
                            .orElse(null)
                    : prediction.possible().get(lock.role());
            if (lock.mode().stopsWriters() && (possible == null || possible.compareTo(lock.mode()) < 0)) {
                unpredicted.add(new Remark(
                        "R001",
                        Severity.ERROR,
                        "takes " + lock.mode().words() + " on "
                                + lock.relation().name() + ", which its words do not tell"));
            }
        }
        for (Relation relation : observation.rewritten()) {
            RelationRole role = observation.roles().of(relation.oid());
            boolean possible = several
                    ? !prediction.possibleRewrites().isEmpty()
                    : prediction.possibleRewrites().contains(role);
            if (!possible) {
                unpredicted.add(new Remark(
                        "R002", Severity.ERROR, "rewrites " + relation.name() + ", which its words do not tell"));
            }
        }
    }

    /** Asked of relations that the statement names, and that were there before the migration. */
    private void findMissing(Prediction prediction) {
        for (Map.Entry<Long, RelationRole> named : observation.roles().named().entrySet()) {
            LockMode sure = prediction.sure().get(named.getValue());
            Relation relation = observation.before().relations().get(named.getKey());
            if (relation == null || !observation.old().contains(named.getKey())) {
                continue;
            }
            if (sure != null && sure.stopsWriters() && !observation.holds(relation.oid(), sure)) {
                notObserved.add(new Remark(
                        "R003",
                        Severity.INFORMATION,
                        "did not take " + sure.words() + " on " + relation.name() + ", as was foreseen"));
            }
        }
    }
}
