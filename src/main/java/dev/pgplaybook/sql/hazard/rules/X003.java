package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.hazard.Rule;

/** A statement is not understood. */
final class X003 {

    private X003() {}

    static Rule rule() {
        return Rule.info("X003", "A statement is not understood")
                .detects("""
                        A statement that neither this program's reader nor its grammar knows; it may be newer than both.""")
                .hurts("No rule has looked at it.")
                .safely("Look at it yourself, or run it on a sandbox.")
                .bad("CREATE SNAPSHOT CLUSTER nobody KNOWS THIS;")
                .good("CREATE TABLE t (id int);")
                .rule();
    }
}
