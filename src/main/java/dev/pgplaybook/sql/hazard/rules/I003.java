package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.hazard.Numbers;
import dev.pgplaybook.sql.hazard.Rule;

/** An index over many columns. */
final class I003 {

    private I003() {}

    static Rule rule() {
        return Rule.warning("I003", "An index over many columns")
                .detects("An index that is not unique over more than three columns.")
                .hurts("""
                        It is large, every write pays for it, and it serves only queries that begin with its first columns.""")
                .safely("The first columns that choose most; what is only read, by INCLUDE.")
                .bad("CREATE INDEX CONCURRENTLY trades_wide_idx ON trades (a, b, c, d);")
                .good("CREATE INDEX CONCURRENTLY trades_narrow_idx ON trades (a, b) INCLUDE (c, d);")
                .on(IndexChange.Create.class, (index, scene, found) -> {
                    if (!index.unique()
                            && index.keys().size() > 3
                            && index.method().equals("btree")) {
                        found.hazard(
                                index,
                                index.table(),
                                Numbers.count(index.keys().size(), "column") + " in one index",
                                "keep the columns that choose most, and INCLUDE those that are only read");
                    }
                })
                .rule();
    }
}
