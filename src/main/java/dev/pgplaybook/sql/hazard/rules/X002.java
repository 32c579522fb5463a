package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.hazard.Rule;

/** An ignore is not understood. */
final class X002 {

    private X002() {}

    static Rule rule() {
        return Rule.error("X002", "An ignore is not understood")
                .detects("""
                        A pgplaybook-ignore without a reason, without a rule, or with a rule that does not exist.""")
                .hurts("What its author meant to ignore is not ignored, or nobody will know why it was.")
                .safely("""
                        Write it as -- pgplaybook-ignore L001 reason="why it does no harm here\"""")
                .bad("""
                        -- pgplaybook-ignore L001
                        CREATE INDEX trades_symbol_idx ON trades (symbol);""")
                .bad("""
                        -- pgplaybook-ignore L999 reason="no such rule"
                        SELECT 1;""")
                .good("""
                        -- pgplaybook-ignore L001 rows<=100000 reason="built in less than a second"
                        CREATE INDEX trades_symbol_idx ON trades (symbol);""")
                .rule();
    }
}
