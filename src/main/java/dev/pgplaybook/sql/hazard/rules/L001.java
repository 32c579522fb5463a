package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.TableFacts;

/** An index is built while writers wait. */
final class L001 {

    private L001() {}

    static Rule rule() {
        return Rule.error("L001", "An index is built while writers wait")
                .detects("""
                        CREATE INDEX without CONCURRENTLY on a table that was there before the migration.""")
                .hurts("""
                        The build holds a SHARE lock: every INSERT, UPDATE and DELETE on the table waits until the whole \
                        table has been read and sorted.""")
                .safely("""
                        Build it CONCURRENTLY, alone in a migration of its own. It takes longer and waits for older \
                        transactions, but nobody waits for it.""")
                .versions("all")
                .bad("CREATE INDEX trades_symbol_idx ON trades (symbol);")
                .bad("""
                        CREATE UNIQUE INDEX "users_username_key" ON "users"("username");""")
                .good("""
                        CREATE MATERIALIZED VIEW totals AS SELECT symbol, count(*) FROM trades GROUP BY symbol;
                        CREATE UNIQUE INDEX totals_symbol_idx ON totals (symbol);""")
                .good("CREATE INDEX CONCURRENTLY trades_symbol_idx ON trades (symbol);")
                .good("""
                        CREATE TABLE deposits (id bigint PRIMARY KEY, hash text);
                        CREATE INDEX deposits_hash_idx ON deposits (hash);""")
                .good(Example.of("CREATE INDEX made_by_another_pending_migration_idx ON not_there_yet (a);")
                        .on(Facts.of(17, TableFacts.of("users", 60_000))))
                .on(IndexChange.Create.class, (index, scene, found) -> {
                    if (!index.concurrently() && !index.only() && scene.isThere(index.table())) {
                        found.hazard(
                                index,
                                index.table(),
                                "building " + index.shownName() + " makes writers of " + index.table() + " wait",
                                Advice.index(index));
                    }
                })
                .rule();
    }
}
