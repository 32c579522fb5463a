package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.hazard.Rule;

/** An index has no name. */
final class I005 {

    private I005() {}

    static Rule rule() {
        return Rule.warning("I005", "An index has no name")
                .detects("CREATE INDEX without a name.")
                .hurts("""
                        PostgreSQL chooses one, which another migration, or another database, may not have.""")
                .safely("Give it a name.")
                .bad("CREATE INDEX ON trades (symbol);")
                .good("CREATE INDEX CONCURRENTLY trades_symbol_idx ON trades (symbol);")
                .on(IndexChange.Create.class, (index, scene, found) -> {
                    if (index.name().isEmpty()) {
                        found.hazard(
                                index,
                                index.table(),
                                "PostgreSQL chooses its name, and a second run makes a second index",
                                index.part()
                                                .text()
                                                .replaceFirst(
                                                        "(?i)\\bON\\b",
                                                        index.shownName().replace("$", "") + " ON")
                                        + ";");
                    }
                })
                .rule();
    }
}
