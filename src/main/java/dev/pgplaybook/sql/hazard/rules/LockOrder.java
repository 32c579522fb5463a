package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.hazard.LockMode;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Seen;
import dev.pgplaybook.sql.hazard.TableLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In which order a file locks tables that are there against everybody, as far as one transaction holds both. */
record LockOrder(List<Held> held) {

    /** A table that is locked, and where. */
    record Held(String table, int transaction, Change change) {}

    /** Two tables: the other file locks the first one first, and this change locks the second one first. */
    record Pair(String first, String second, Change change) {}

    static LockOrder of(Scene scene) {
        List<Held> held = new ArrayList<>();
        for (Seen seen : scene.seen()) {
            for (TableLock lock : seen.locks()) {
                String table = Names.last(lock.table());
                boolean known = held.stream()
                        .anyMatch(h -> h.transaction() == seen.transaction()
                                && h.table().equals(table));
                if (lock.mode() == LockMode.ACCESS_EXCLUSIVE && !known) {
                    held.add(new Held(table, seen.transaction(), seen.change()));
                }
            }
        }
        return new LockOrder(held);
    }

    private boolean locks(String first, String second) {
        for (Held a : held) {
            for (Held b : held) {
                boolean after = held.indexOf(a) < held.indexOf(b) && a.transaction() == b.transaction();
                if (after && a.table().equals(first) && b.table().equals(second)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The first pair that the other locks the other way round. */
    Optional<Pair> contradiction(LockOrder other) {
        for (Held second : other.held) {
            for (Held first : other.held) {
                boolean after = other.held.indexOf(second) < other.held.indexOf(first)
                        && first.transaction() == second.transaction();
                if (after && locks(first.table(), second.table())) {
                    return Optional.of(new Pair(first.table(), second.table(), second.change()));
                }
            }
        }
        return Optional.empty();
    }
}
