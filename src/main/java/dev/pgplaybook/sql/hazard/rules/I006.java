package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.hazard.Rule;

/** An index of a kind that needs a second thought. */
final class I006 {

    private I006() {}

    static Rule rule() {
        return Rule.warning("I006", "An index of a kind that needs a second thought")
                .detects("A hash index, and an hnsw or ivfflat index on a table that was there before.")
                .hurts("""
                        hash serves equality alone and cannot be unique; a vector index takes long to build, and far longer \
                        once maintenance_work_mem does not suffice.""")
                .safely("""
                        btree instead of hash; for vectors SET maintenance_work_mem before, and CONCURRENTLY.""")
                .bad("CREATE INDEX CONCURRENTLY trades_token_idx ON trades USING hash (token);")
                .good("CREATE INDEX CONCURRENTLY trades_token_idx ON trades (token);")
                .on(IndexChange.Create.class, (index, scene, found) -> {
                    if (index.method().equals("hash")) {
                        found.hazard(
                                index,
                                index.table(),
                                "a hash index serves equality alone",
                                index.part().text().replaceFirst("(?i)USING\\s+hash", "USING btree") + ";");
                    } else if ((index.method().equals("hnsw") || index.method().equals("ivfflat"))
                            && scene.isThere(index.table())
                            && !scene.bounds("maintenance_work_mem")) {
                        found.hazard(
                                index,
                                index.table(),
                                "the build takes far longer once its graph does not fit into maintenance_work_mem",
                                "SET maintenance_work_mem = '2GB';");
                    }
                })
                .rule();
    }
}
