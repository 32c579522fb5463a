package dev.pgplaybook.inference;

import dev.pgplaybook.schema.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One fact through the migrations: what it was before the first that touched it, and what each of those left. A database has it as one
 * of these, which says how far it has come; as several, which says less; or as none.
 */
final class Timeline {

    private final String key;
    private final Optional<Fact> found;

    /** By the numbers of the migrations. */
    private final List<Integer> touching = new ArrayList<>();

    /** One more than there are migrations that touch it: the first is before them all. */
    private final List<Optional<Fact>> states = new ArrayList<>();

    /** The states that the database may be in, by their places in the list. */
    private final TreeSet<Integer> places = new TreeSet<>();

    Timeline(String key, Optional<Fact> before, Optional<Fact> found) {
        this.key = key;
        this.found = found;
        states.add(before);
        compare(0);
    }

    void touchedBy(int migration, Optional<Fact> after) {
        touching.add(migration);
        states.add(after);
        compare(states.size() - 1);
    }

    private void compare(int place) {
        if (Effect.shape(states.get(place)).equals(Effect.shape(found))) {
            places.add(place);
        }
    }

    List<Integer> touching() {
        return touching;
    }

    /**
     * Strikes out what cannot be, of several states: one that an absent migration would have led to, and one that a migration which
     * is certainly there would have left behind.
     *
     * @return whether anything was
     */
    boolean narrow(Set<Integer> applied, Set<Integer> absent) {
        if (places.size() < 2) {
            return false;
        }
        Set<Integer> left = new TreeSet<>(places);
        left.removeIf(place -> touching.subList(0, place).stream().anyMatch(absent::contains)
                || touching.subList(place, touching.size()).stream().anyMatch(applied::contains));
        if (left.isEmpty() || left.equals(places)) {
            return false;
        }
        places.retainAll(left);
        return true;
    }

    /** What it says to the migration that touches it at this place, from 1. */
    Evidence.Vote vote(int place, Set<Integer> absent) {
        if (places.isEmpty()) {
            return place == lastThatMayBe(absent)
                    ? Evidence.Vote.OTHER
                    : place < lastThatMayBe(absent) ? Evidence.Vote.HIDDEN : Evidence.Vote.BEFORE;
        }
        int earliest = places.first();
        int latest = places.last();
        if (place > latest) {
            return Evidence.Vote.BEFORE;
        }
        return place == earliest ? Evidence.Vote.HOLDS : Evidence.Vote.HIDDEN;
    }

    /** Of a fact in no state, the last migration that may have had to do with it. */
    private int lastThatMayBe(Set<Integer> absent) {
        for (int place = touching.size(); place > 1; place--) {
            if (!absent.contains(touching.get(place - 1))) {
                return place;
            }
        }
        return 1;
    }

    Evidence evidence(int place, Set<Integer> absent) {
        return new Evidence(key, vote(place, absent), states.get(place), found);
    }
}
