package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Severity;

/** A foreign key is checked while writers of two tables wait. */
final class L007 {

    private L007() {}

    static Rule rule() {
        return Rule.error("L007", "A foreign key is checked while writers of two tables wait")
                .detects("""
                        ADD FOREIGN KEY without NOT VALID on a table that was there before. REFERENCES on a new column that \
                        starts as NULL asks no row, and is a warning.""")
                .hurts("A SHARE ROW EXCLUSIVE lock on both tables is held while every row is looked up.")
                .safely("""
                        Add it NOT VALID, and VALIDATE it in the next migration, which lets rows change meanwhile.""")
                .versions("all; on a partitioned table NOT VALID needs PostgreSQL 18")
                .bad("ALTER TABLE trades ADD CONSTRAINT trades_user_fkey FOREIGN KEY (user_id) REFERENCES users (id);")
                .bad("ALTER TABLE trades ADD COLUMN user_id bigint REFERENCES users (id);")
                .good(
                        "ALTER TABLE trades ADD CONSTRAINT trades_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;")
                .good("""
                        CREATE TABLE deposits (user_id bigint);
                        ALTER TABLE deposits ADD CONSTRAINT deposits_user_fkey FOREIGN KEY (user_id) REFERENCES users (id);""")
                .on(TableChange.AddConstraint.class, (add, scene, found) -> {
                    Constraint key = add.constraint();
                    if (key.kind() == Constraint.Kind.FOREIGN_KEY
                            && !key.notValid()
                            && !key.notEnforced()
                            && scene.isThere(add.table())) {
                        found.hazard(
                                add,
                                add.table(),
                                "while " + key.nameOn(add.table()) + " is checked, writers of "
                                        + tables(add.table(), key) + " wait",
                                Advice.laterValidated(add.table(), key));
                    }
                })
                .on(
                        TableChange.AddColumn.class,
                        (add, scene, found) -> add.column().constraints().stream()
                                .filter(key -> key.kind() == Constraint.Kind.FOREIGN_KEY && scene.isThere(add.table()))
                                .forEach(key -> {
                                    Severity severity = add.column().startsEmpty() ? Severity.WARNING : Severity.ERROR;
                                    found.hazard(
                                            severity,
                                            add,
                                            add.table(),
                                            "REFERENCES locks " + tables(add.table(), key) + " against writers",
                                            Advice.laterValidated(add.table(), key));
                                }))
                .rule();
    }

    private static String tables(String table, Constraint key) {
        String other = key.reference().map(Constraint.Reference::table).orElse(table);
        return Name.isSame(table, other) ? table : table + " and " + other;
    }
}
