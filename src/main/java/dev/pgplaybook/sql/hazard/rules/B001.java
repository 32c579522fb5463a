package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.hazard.Rule;

/** One statement changes a large table. */
final class B001 {

    private B001() {}

    static Rule rule() {
        return Rule.error("B001", "One statement changes a large table")
                .detects("""
                        An UPDATE or DELETE of many rows of a table that was there before in one statement: without a WHERE, \
                        with one that only asks for NULL, or joined with other tables. A condition that names values is \
                        taken for a few rows.""")
                .hurts("""
                        Every row stays locked until COMMIT, and the table doubles: writers of these rows, and VACUUM, wait \
                        for all of it.""")
                .safely("In batches of some thousand rows, each in a transaction of its own.")
                .bad("UPDATE trades SET direction = 'UP' WHERE direction IS NULL;")
                .bad("DELETE FROM sessions WHERE expires_at < now();")
                .good("UPDATE trades SET direction = 'UP' WHERE id = 17;")
                .good(
                        "UPDATE trades SET direction = 'UP' WHERE ctid IN (SELECT ctid FROM trades WHERE direction IS NULL LIMIT 5000);")
                .on(RowChange.class, (change, scene, found) -> {
                    if (Bulk.isOf(change) && scene.isThere(change.table())) {
                        String what = change instanceof RowChange.Delete ? "deleted" : "changed";
                        found.hazard(
                                change,
                                change.table(),
                                "all the rows that are " + what + " stay locked until COMMIT, and " + change.table()
                                        + " grows by as many",
                                Bulk.instead(change));
                    }
                })
                .rule();
    }
}
