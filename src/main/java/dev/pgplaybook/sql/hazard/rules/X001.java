package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.hazard.Rule;

/** An ignore ignores nothing. */
final class X001 {

    private X001() {}

    static Rule rule() {
        return Rule.warning("X001", "An ignore ignores nothing")
                .detects("A pgplaybook-ignore whose rules find nothing where it stands.")
                .hurts("It hides the next hazard of this kind that somebody writes there.")
                .safely("Delete it.")
                .bad("""
                        -- pgplaybook-ignore L001 reason="the table is small"
                        CREATE INDEX CONCURRENTLY trades_symbol_idx ON trades (symbol);""")
                .good("""
                        -- pgplaybook-ignore L001 reason="the table is small"
                        CREATE INDEX trades_symbol_idx ON trades (symbol);""")
                .rule();
    }
}
