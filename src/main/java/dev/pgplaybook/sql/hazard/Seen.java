package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.change.Change;
import java.util.List;

/**
 * A change that has gone by.
 *
 * @param transaction the number of its transaction in the file; each statement outside one has its own
 * @param explicit whether a BEGIN of the file's own began it
 * @param locks on tables that were there already
 */
public record Seen(Change change, int statement, int transaction, boolean explicit, List<TableLock> locks) {

    public Seen {
        locks = List.copyOf(locks);
    }

    public boolean locksStrongly() {
        return locks.stream().anyMatch(lock -> lock.mode().isStrong());
    }

    public boolean excludesReaders() {
        return locks.stream().anyMatch(lock -> lock.mode() == LockMode.ACCESS_EXCLUSIVE);
    }
}
