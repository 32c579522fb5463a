package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A table is packed while everybody waits. */
final class L018 {

    private L018() {}

    static Rule rule() {
        return Rule.error("L018", "A table is packed while everybody waits")
                .detects("VACUUM FULL and CLUSTER.")
                .hurts("The whole table is written anew under an ACCESS EXCLUSIVE lock.")
                .safely("""
                        pg_repack, or from PostgreSQL 19 REPACK (CONCURRENTLY). A plain VACUUM stops nobody.""")
                .versions("all")
                .bad("VACUUM FULL trades;")
                .bad("CLUSTER trades USING trades_pkey;")
                .good("VACUUM (ANALYZE) trades;")
                .on(ObjectChange.Vacuum.class, (vacuum, scene, found) -> {
                    if (vacuum.rewrites()) {
                        String table =
                                vacuum.tables().isEmpty() ? "" : vacuum.tables().get(0);
                        found.hazard(
                                vacuum,
                                table,
                                (table.isEmpty() ? "every table" : table) + " is written anew while everybody waits",
                                table.isEmpty() ? "VACUUM (ANALYZE);" : "VACUUM (ANALYZE) " + table + ";");
                    }
                })
                .rule();
    }
}
