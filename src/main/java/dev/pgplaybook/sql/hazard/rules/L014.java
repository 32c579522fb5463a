package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A column of a constrained domain is checked row by row. */
final class L014 {

    private L014() {}

    static Rule rule() {
        return Rule.error("L014", "A column of a constrained domain is checked row by row")
                .detects("""
                        ADD COLUMN whose type is a domain with a constraint, made in these files or known to the target.""")
                .hurts("""
                        PostgreSQL does not take the default for granted: it writes or reads the whole table under an ACCESS \
                        EXCLUSIVE lock.""")
                .safely("Use the domain's base type, with a CHECK that is NOT VALID first.")
                .versions("all")
                .bad("""
                        CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
                        ALTER TABLE users ADD COLUMN contact email;""")
                .good("ALTER TABLE users ADD COLUMN contact text;")
                .good("""
                        CREATE DOMAIN email AS text;
                        ALTER TABLE users ADD COLUMN contact email;""")
                .on(TableChange.AddColumn.class, (add, scene, found) -> {
                    if (scene.schema().isConstrainedDomain(add.column().type()) && scene.isThere(add.table())) {
                        found.hazard(
                                add,
                                add.table(),
                                "the constraint of " + add.column().type() + " is tried on every row of " + add.table()
                                        + " while everybody waits",
                                "use its base type, and\nALTER TABLE " + add.table() + " ADD CONSTRAINT "
                                        + Names.made(add.column().name(), "_check") + " CHECK (…) NOT VALID;");
                    }
                })
                .rule();
    }
}
