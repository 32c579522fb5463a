package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Rule;

/** A schema or a database is dropped. */
final class D003 {

    private D003() {}

    static Rule rule() {
        return Rule.error("D003", "A schema or a database is dropped")
                .detects("DROP SCHEMA, DROP DATABASE and DROP OWNED.")
                .hurts("Everything in it is gone.")
                .safely("Rename it, and drop it when nobody has missed it.")
                .bad("DROP SCHEMA audit CASCADE;")
                .good("""
                        CREATE SCHEMA audit;
                        DROP SCHEMA audit;""")
                .on(ObjectChange.Drop.class, (drop, scene, found) -> {
                    boolean all = drop.kind().equals("SCHEMA")
                            || drop.kind().equals("DATABASE")
                            || drop.kind().equals("OWNED");
                    boolean isNew = drop.names().stream()
                            .allMatch(name -> scene.has(
                                    ObjectChange.CreateSchema.class,
                                    made -> !made.ifMissing() && Name.isSame(made.name(), name)));
                    if (all && !isNew) {
                        found.hazard(
                                drop,
                                "",
                                "all that is in " + Advice.listed(drop.names()) + " is gone for good",
                                "rename it, and drop it when nobody has missed it");
                    }
                })
                .rule();
    }
}
