package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;

/** A primary key is built in place. */
final class L004 {

    private L004() {}

    static Rule rule() {
        return Rule.error("L004", "A primary key is built in place")
                .detects("""
                        ADD PRIMARY KEY without USING INDEX on a table that was there before, or PRIMARY KEY on a column \
                        that ADD COLUMN adds.""")
                .hurts("""
                        Under one ACCESS EXCLUSIVE lock the index is built, and columns that allow NULL are searched for it.""")
                .safely("""
                        Make the columns NOT NULL first (L010), build a unique index CONCURRENTLY, and add the key with \
                        USING INDEX.""")
                .versions("all")
                .bad("ALTER TABLE trades ADD PRIMARY KEY (id);")
                .good("ALTER TABLE trades ADD CONSTRAINT trades_pkey PRIMARY KEY USING INDEX trades_pkey;")
                .good("""
                        CREATE TABLE deposits (id bigint);
                        ALTER TABLE deposits ADD PRIMARY KEY (id);""")
                .onConstraint(L004::look)
                .rule();
    }

    private static void look(Constraint constraint, String table, Scene scene, Found found) {
        if (constraint.kind() == Constraint.Kind.PRIMARY_KEY
                && constraint.usingIndex().isEmpty()
                && scene.isThere(table)) {
            found.hazard(
                    constraint.part(),
                    table,
                    "the primary key of " + table + " is built while its readers and writers wait",
                    Advice.key(table, constraint));
        }
    }
}
