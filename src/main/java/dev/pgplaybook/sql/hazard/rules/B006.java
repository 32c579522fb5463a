package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.hazard.Rule;

/** The planner does not know of the new values. */
final class B006 {

    private B006() {}

    static Rule rule() {
        return Rule.info("B006", "The planner does not know of the new values")
                .detects("Many rows changed, and no ANALYZE of the table behind it.")
                .hurts("Until autovacuum comes by, the planner reckons with what was there before.")
                .safely("ANALYZE the table at the end.")
                .bad("UPDATE trades SET direction = 'UP' WHERE direction IS NULL;")
                .good("""
                        UPDATE trades SET direction = 'UP' WHERE direction IS NULL;
                        ANALYZE trades;""")
                .atEnd((scene, found) -> scene.earlier(RowChange.Update.class)
                        .filter(update -> Bulk.isOf(update) && scene.isThere(update.table()))
                        .filter(update -> !scene.has(
                                ObjectChange.Analyze.class,
                                a -> a.tables().isEmpty()
                                        || a.tables().stream().anyMatch(t -> Name.isSame(t, update.table()))))
                        .reduce((first, second) -> second)
                        .ifPresent(update -> found.hazard(
                                update,
                                update.table(),
                                "the planner does not know of the new values of " + update.table() + " yet",
                                "ANALYZE " + update.table() + ";")))
                .rule();
    }
}
