package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Rule;

/** A table is locked by hand. */
final class L022 {

    private L022() {}

    static Rule rule() {
        return Rule.warning("L022", "A table is locked by hand")
                .detects("LOCK TABLE.")
                .hurts("""
                        What is locked, and for how long, is no longer in the statements that need it, and nothing bounds \
                        it.""")
                .safely("""
                        Leave it to the statements; where it is needed, NOWAIT or a lock_timeout bounds the wait, and an \
                        early COMMIT the hold.""")
                .versions("all")
                .bad("LOCK TABLE trades IN ACCESS EXCLUSIVE MODE;")
                .good("""
                        CREATE TABLE deposits (id bigint);
                        LOCK TABLE deposits;""")
                .on(
                        SessionChange.Lock.class,
                        (lock, scene, found) -> lock.tables().stream()
                                .filter(scene::isThere)
                                .findFirst()
                                .ifPresent(table -> found.hazard(
                                        lock,
                                        table,
                                        Advice.listed(lock.tables()) + " is locked in " + lock.mode()
                                                + " mode until the transaction ends",
                                        "leave it out, or bound it: COMMIT soon behind what needs it")))
                .rule();
    }
}
