package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;

/** An invalid index of that name is there already. */
final class I004 {

    private I004() {}

    static Rule rule() {
        return Rule.error("I004", "An invalid index of that name is there already")
                .needsFacts()
                .detects("CREATE INDEX of a name that the target has as an invalid index.")
                .hurts("""
                        Without IF NOT EXISTS the migration fails; with it the invalid index stays, and costs writes without \
                        serving anybody.""")
                .safely("Drop the invalid one first. pgplaybook does so before it builds CONCURRENTLY.")
                .bad(Example.of("CREATE INDEX CONCURRENTLY IF NOT EXISTS trades_symbol_idx ON trades (symbol);")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 60_000)
                                        .with(new Schema.Index(
                                                "trades_symbol_idx", false, false, false, List.of("symbol"), false)))))
                .good(Example.of("CREATE INDEX CONCURRENTLY IF NOT EXISTS trades_symbol_idx ON trades (symbol);")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 60_000)
                                        .with(new Schema.Index(
                                                "trades_symbol_idx", false, false, true, List.of("symbol"), false)))))
                .on(
                        IndexChange.Create.class,
                        (index, scene, found) -> index.name()
                                .flatMap(name -> scene.schema().index(name))
                                .filter(known -> !known.valid())
                                .ifPresent(known -> found.hazard(
                                        index,
                                        index.table(),
                                        known.name() + " is there already, and invalid",
                                        "DROP INDEX CONCURRENTLY " + index.shownName() + ";")))
                .rule();
    }
}
