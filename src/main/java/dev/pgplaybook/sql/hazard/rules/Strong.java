package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.LockMode;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Seen;
import dev.pgplaybook.sql.hazard.TableLock;
import java.util.Optional;

/** Strong locks on tables that are there. */
final class Strong {

    private Strong() {}

    static Optional<TableLock> first(Change change, Scene scene) {
        boolean concurrently = change instanceof IndexChange index && index.concurrently();
        return scene.locks(change).stream()
                .filter(lock -> lock.mode().isStrong() && !concurrently)
                .findFirst();
    }

    /** Whether no strong lock has gone by in the file. */
    static boolean isFirst(Scene scene) {
        return scene.seen().stream().noneMatch(Seen::locksStrongly);
    }

    /** The tables that are locked against everybody. */
    static String tables(Seen seen) {
        return tables(seen, "");
    }

    /** Without the one that is spoken of already. */
    static String tables(Seen seen, String but) {
        return Advice.listed(seen.locks().stream()
                .filter(lock -> lock.mode() == LockMode.ACCESS_EXCLUSIVE)
                .map(TableLock::table)
                .filter(table -> !Name.isSame(table, but))
                .distinct()
                .toList());
    }
}
