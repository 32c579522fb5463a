package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Rule;

/** An index is rebuilt while writers wait. */
final class L019 {

    private L019() {}

    static Rule rule() {
        return Rule.error("L019", "An index is rebuilt while writers wait")
                .detects("REINDEX without CONCURRENTLY.")
                .hurts("Writers of the table wait, and so do readers that would use the index.")
                .safely("REINDEX … CONCURRENTLY, outside a transaction.")
                .versions("CONCURRENTLY from PostgreSQL 12")
                .bad("REINDEX INDEX trades_symbol_idx;")
                .bad("REINDEX TABLE trades;")
                .good("REINDEX INDEX CONCURRENTLY trades_symbol_idx;")
                .on(IndexChange.Rebuild.class, (rebuild, scene, found) -> {
                    boolean isNew = rebuild.kind().equals("TABLE") && !scene.isThere(rebuild.name());
                    if (!rebuild.concurrently() && !isNew) {
                        found.hazard(
                                rebuild,
                                rebuild.kind().equals("TABLE") ? rebuild.name() : "",
                                "rebuilding " + rebuild.name() + " makes writers wait, and readers that would use it",
                                Advice.concurrently(rebuild.part(), rebuild.kind()));
                    }
                })
                .rule();
    }
}
