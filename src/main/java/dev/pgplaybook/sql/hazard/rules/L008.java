package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;

/** A CHECK is tried on all rows while everybody waits. */
final class L008 {

    private L008() {}

    static Rule rule() {
        return Rule.error("L008", "A CHECK is tried on all rows while everybody waits")
                .detects("""
                        A CHECK or a NOT NULL constraint without NOT VALID on a table that was there before; also CHECK on a \
                        column that ADD COLUMN adds.""")
                .hurts("The table is read under an ACCESS EXCLUSIVE lock.")
                .safely("Add it NOT VALID, and VALIDATE it in the next migration.")
                .versions("all; NOT NULL as a constraint from PostgreSQL 18")
                .bad("ALTER TABLE trades ADD CONSTRAINT amount_positive CHECK (amount > 0);")
                .good("ALTER TABLE trades ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;")
                .good("""
                        CREATE TABLE deposits (amount int);
                        ALTER TABLE deposits ADD CONSTRAINT amount_positive CHECK (amount > 0);""")
                .onConstraint(L008::look)
                .rule();
    }

    private static void look(Constraint check, String table, Scene scene, Found found) {
        boolean asks = check.kind() == Constraint.Kind.CHECK || check.kind() == Constraint.Kind.NOT_NULL;
        if (asks && !check.notValid() && !check.notEnforced() && scene.isThere(table)) {
            found.hazard(
                    check.part(),
                    table,
                    "all rows of " + table + " are tried against " + check.nameOn(table)
                            + " while readers and writers wait",
                    Advice.laterValidated(table, check));
        }
    }
}
