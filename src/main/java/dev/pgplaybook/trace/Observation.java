package dev.pgplaybook.trace;

import dev.pgplaybook.lock.LockMode;
import dev.pgplaybook.sql.RelationRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one statement did, as the looks before and behind it and the watcher's eyes show it.
 *
 * @param old the relations that were there before the migration; what it has made itself hurts nobody
 */
record Observation(Sight before, Sight after, Watcher.Seen seen, Roles roles, Set<Long> old) {

    /** A lock on a relation that was there before. */
    record Lock(Relation relation, RelationRole role, LockMode mode, boolean waited) {}

    /** The new ones and those that became stronger, the strongest first. */
    List<Lock> locks() {
        Map<Long, LockMode> strongest = new HashMap<>(seen.locks());
        after.held().forEach((oid, mode) -> strongest.merge(oid, mode, LockMode::or));
        List<Lock> locks = new ArrayList<>();
        strongest.forEach((oid, mode) -> {
            Relation relation = before.relations().get(oid);
            LockMode held = before.held().get(oid);
            boolean isNew = held == null || held.compareTo(mode) < 0;
            if (relation != null && old.contains(oid) && isNew) {
                locks.add(new Lock(relation, roles.of(oid), mode, seen.waited().contains(oid)));
            }
        });
        locks.sort(Comparator.comparing(Lock::mode)
                .reversed()
                .thenComparing(Lock::role)
                .thenComparing(lock -> lock.relation().name()));
        return locks;
    }

    /** Whether a lock at least as strong is held now, whichever statement took it. */
    boolean holds(long oid, LockMode mode) {
        LockMode now = after.held().get(oid);
        LockMode watched = seen.locks().get(oid);
        return (now != null && now.compareTo(mode) >= 0) || (watched != null && watched.compareTo(mode) >= 0);
    }

    List<Relation> rewritten() {
        return before.relations().values().stream()
                .filter(relation -> old.contains(relation.oid()))
                .filter(relation -> isElsewhere(relation, after.relations().get(relation.oid())))
                .sorted(Comparator.comparing(Relation::isIndex).thenComparing(Relation::name))
                .toList();
    }

    /** By name; what went and came back in the statement, as the index of a column does that changes its type, was written anew as well. */
    List<String> rewrites() {
        List<String> names =
                new ArrayList<>(rewritten().stream().map(Relation::name).toList());
        List<String> again = new ArrayList<>(added(before, after));
        again.retainAll(added(after, before));
        names.addAll(again);
        return names;
    }

    private static boolean isElsewhere(Relation before, @Nullable Relation after) {
        return after != null && after.file() != before.file();
    }

    List<String> made() {
        return without(added(before, after), added(after, before));
    }

    List<String> dropped() {
        return without(added(after, before), added(before, after));
    }

    private static List<String> without(List<String> names, List<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }

    private static List<String> added(Sight first, Sight second) {
        return second.relations().values().stream()
                .filter(relation -> !first.relations().containsKey(relation.oid()))
                .map(Relation::name)
                .sorted()
                .toList();
    }

    /** Invalid indexes and NOT VALID constraints that were not there, or not so, before. */
    List<String> left() {
        List<String> left = new ArrayList<>();
        for (Relation relation : after.relations().values()) {
            Relation earlier = before.relations().get(relation.oid());
            boolean was = earlier != null && !earlier.valid();
            // That of a partitioned table is invalid until every partition has its own, which is no accident.
            if (!relation.valid() && !was && relation.kind() == 'i') {
                left.add("invalid index " + relation.name());
            }
        }
        List<String> constraints = new ArrayList<>(after.unvalidated());
        before.unvalidated().forEach(constraints::remove);
        constraints.forEach(constraint -> left.add("NOT VALID constraint " + constraint));
        left.sort(Comparator.naturalOrder());
        return left;
    }

    long walBytes() {
        return Math.max(0, after.wal() - before.wal());
    }
}
