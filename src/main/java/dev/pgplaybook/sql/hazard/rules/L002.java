package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;

/** An index is dropped while readers wait. */
final class L002 {

    private L002() {}

    static Rule rule() {
        return Rule.warning("L002", "An index is dropped while readers wait")
                .detects("DROP INDEX without CONCURRENTLY.")
                .hurts("""
                        It takes an ACCESS EXCLUSIVE lock on the index's table. The drop itself is quick, but behind a long \
                        query everybody who comes later waits as well.""")
                .safely("DROP INDEX CONCURRENTLY, alone in a migration of its own.")
                .versions("all")
                .bad("DROP INDEX trades_symbol_idx;")
                .good("DROP INDEX CONCURRENTLY trades_symbol_idx;")
                .good("""
                        CREATE TABLE deposits (id bigint, hash text);
                        CREATE INDEX deposits_hash_idx ON deposits (hash);
                        DROP INDEX deposits_hash_idx;""")
                .on(IndexChange.Drop.class, (drop, scene, found) -> {
                    String table = drop.names().stream()
                            .flatMap(name -> scene.schema().tableOfIndex(name).stream())
                            .map(Schema.Table::name)
                            .findFirst()
                            .orElse("");
                    boolean isNew = !table.isEmpty() && !scene.isThere(table);
                    if (!drop.concurrently() && !isNew) {
                        String of = table.isEmpty() ? "its table" : table;
                        found.hazard(
                                drop,
                                table,
                                "dropping " + Advice.listed(drop.names()) + " takes an ACCESS EXCLUSIVE lock on " + of,
                                Advice.concurrently(drop.part(), "INDEX"));
                    }
                })
                .rule();
    }
}
