package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.LockMode;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.TableLock;
import java.util.List;

/** One transaction holds several tables locked against everybody. */
final class T012 {

    private T012() {}

    static Rule rule() {
        return Rule.warning("T012", "One transaction holds several tables locked against everybody")
                .detects("""
                        A transaction of the file's own (BEGIN … COMMIT) that takes ACCESS EXCLUSIVE locks on two or more \
                        tables that were there before.""")
                .hurts("""
                        Each is held while the next is waited for, so that all of them stand still for the sum of it.""")
                .safely("One transaction for each table, or one migration for each.")
                .versions("all")
                .bad("""
                        BEGIN;
                        ALTER TABLE users ADD COLUMN note text;
                        ALTER TABLE trades ADD COLUMN note text;
                        COMMIT;""")
                .good("""
                        BEGIN;
                        ALTER TABLE users ADD COLUMN note text;
                        COMMIT;
                        BEGIN;
                        ALTER TABLE trades ADD COLUMN note text;
                        COMMIT;""")
                .on(Change.class, (change, scene, found) -> {
                    if (!scene.inOwnTransaction()) {
                        return;
                    }
                    scene.locks(change).stream()
                            .filter(lock -> lock.mode() == LockMode.ACCESS_EXCLUSIVE)
                            .findFirst()
                            .ifPresent(lock -> {
                                List<String> held = scene.inThisTransaction()
                                        .flatMap(seen -> seen.locks().stream())
                                        .filter(l -> l.mode() == LockMode.ACCESS_EXCLUSIVE)
                                        .map(TableLock::table)
                                        .distinct()
                                        .toList();
                                boolean known = held.stream().anyMatch(table -> Name.isSame(table, lock.table()));
                                if (!held.isEmpty() && !known) {
                                    found.hazard(
                                            change,
                                            lock.table(),
                                            Advice.listed(held) + " stays locked while " + lock.table()
                                                    + " is waited for",
                                            "COMMIT before it, and BEGIN again");
                                }
                            });
                })
                .rule();
    }
}
