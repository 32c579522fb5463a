package dev.pgplaybook.lock;

import dev.pgplaybook.sql.RelationRole;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be expected of a statement, of which only its form is known: what every variant does is sure, what some do is possible.
 *
 * @param known whether there are facts at all
 * @param sure the strongest lock that every variant takes
 * @param possible the strongest that one of them takes
 */
public record Prediction(
        boolean known,
        Map<RelationRole, LockMode> sure,
        Map<RelationRole, LockMode> possible,
        Set<RelationRole> sureRewrites,
        Set<RelationRole> possibleRewrites,
        Set<RelationRole> possibleScans) {

    static Prediction of(List<LockFact> variants) {
        Prediction all = null;
        for (LockFact fact : variants) {
            if (fact.place() != LockFact.Place.REFUSED) {
                Prediction one = of(fact);
                all = all == null ? one : all.or(one);
            }
        }
        return all == null ? nothing() : all;
    }

    private static Prediction of(LockFact fact) {
        return new Prediction(true, fact.locks(), fact.locks(), fact.rewrites(), fact.rewrites(), fact.scans());
    }

    static Prediction nothing() {
        return new Prediction(false, Map.of(), Map.of(), Set.of(), Set.of(), Set.of());
    }

    /** One of two variants, and it is not known which. */
    private Prediction or(Prediction other) {
        Map<RelationRole, LockMode> both = new EnumMap<>(RelationRole.class);
        sure.forEach((role, mode) -> {
            LockMode others = other.sure.get(role);
            if (others != null) {
                both.put(role, others.compareTo(mode) < 0 ? others : mode);
            }
        });
        Set<RelationRole> rewrites = new HashSet<>(sureRewrites);
        rewrites.retainAll(other.sureRewrites);
        return new Prediction(
                known || other.known,
                both,
                strongest(possible, other.possible),
                rewrites,
                union(possibleRewrites, other.possibleRewrites),
                union(possibleScans, other.possibleScans));
    }

    /** Both: a statement that has both forms does what each of them does. */
    public Prediction and(Prediction other) {
        return new Prediction(
                known || other.known,
                strongest(sure, other.sure),
                strongest(possible, other.possible),
                union(sureRewrites, other.sureRewrites),
                union(possibleRewrites, other.possibleRewrites),
                union(possibleScans, other.possibleScans));
    }

    private static Map<RelationRole, LockMode> strongest(Map<RelationRole, LockMode> a, Map<RelationRole, LockMode> b) {
        Map<RelationRole, LockMode> strongest = new EnumMap<>(RelationRole.class);
        strongest.putAll(a);
        b.forEach((role, mode) -> strongest.merge(role, mode, LockMode::or));
        return strongest;
    }

    private static Set<RelationRole> union(Set<RelationRole> a, Set<RelationRole> b) {
        Set<RelationRole> union = EnumSet.noneOf(RelationRole.class);
        union.addAll(a);
        union.addAll(b);
        return union;
    }
}
