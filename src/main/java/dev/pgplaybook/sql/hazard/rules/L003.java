package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;

/** A UNIQUE constraint is built in place. */
final class L003 {

    private L003() {}

    static Rule rule() {
        return Rule.error("L003", "A UNIQUE constraint is built in place")
                .detects("""
                        ADD CONSTRAINT … UNIQUE without USING INDEX, and UNIQUE on a column that ADD COLUMN adds.""")
                .hurts("""
                        The index is built under an ACCESS EXCLUSIVE lock: readers and writers wait until it is done.""")
                .safely("""
                        Build a unique index CONCURRENTLY, and make the constraint of it with USING INDEX.""")
                .versions("all")
                .bad("ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);")
                .bad("ALTER TABLE users ADD COLUMN handle text UNIQUE;")
                .good("ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;")
                .good("""
                        CREATE TABLE deposits (id bigint, hash text);
                        ALTER TABLE deposits ADD CONSTRAINT deposits_hash_key UNIQUE (hash);""")
                .onConstraint(L003::look)
                .rule();
    }

    private static void look(Constraint constraint, String table, Scene scene, Found found) {
        if (constraint.kind() == Constraint.Kind.UNIQUE
                && constraint.usingIndex().isEmpty()
                && scene.isThere(table)) {
            found.hazard(
                    constraint.part(),
                    table,
                    "the index of " + constraint.nameOn(table) + " is built while readers and writers of " + table
                            + " wait",
                    Advice.key(table, constraint));
        }
    }
}
