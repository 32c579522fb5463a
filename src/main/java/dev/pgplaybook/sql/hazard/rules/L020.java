package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Rule;

/** A materialized view is filled while its readers wait. */
final class L020 {

    private L020() {}

    static Rule rule() {
        return Rule.error("L020", "A materialized view is filled while its readers wait")
                .detects("REFRESH MATERIALIZED VIEW without CONCURRENTLY.")
                .hurts("An ACCESS EXCLUSIVE lock on the view is held while its query runs.")
                .safely("""
                        REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index over the view's rows.""")
                .versions("all")
                .bad("REFRESH MATERIALIZED VIEW daily_totals;")
                .good("REFRESH MATERIALIZED VIEW CONCURRENTLY daily_totals;")
                .good("""
                        CREATE MATERIALIZED VIEW daily_totals AS SELECT 1 AS a WITH NO DATA;
                        REFRESH MATERIALIZED VIEW daily_totals;""")
                .on(ObjectChange.Refresh.class, (refresh, scene, found) -> {
                    boolean isNew =
                            scene.has(ObjectChange.CreateView.class, view -> Name.isSame(view.name(), refresh.name()));
                    if (!refresh.concurrently() && !isNew) {
                        found.hazard(
                                refresh,
                                refresh.name(),
                                "readers of " + refresh.name() + " wait while it is filled",
                                Advice.concurrently(refresh.part(), "VIEW"));
                    }
                })
                .rule();
    }
}
