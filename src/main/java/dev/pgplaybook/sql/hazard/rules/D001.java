package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A table is dropped. */
final class D001 {

    private D001() {}

    static Rule rule() {
        return Rule.error("D001", "A table is dropped")
                .detects("DROP TABLE of a table that was there before the migration.")
                .hurts("Its rows are gone with the COMMIT, and code that still reads it fails at once.")
                .safely("""
                        Stop using it, rename it, and drop it some releases later, with a backup at hand.""")
                .bad("DROP TABLE trades;")
                .good("""
                        CREATE TABLE draft (id int);
                        DROP TABLE draft;""")
                .on(ObjectChange.Drop.class, (drop, scene, found) -> {
                    if (drop.kind().equals("TABLE")) {
                        drop.names().stream()
                                .filter(scene::isThere)
                                .forEach(name -> found.hazard(
                                        drop,
                                        name,
                                        "the rows of " + name + " are gone for good",
                                        "ALTER TABLE " + name + " RENAME TO " + Names.made(name, "_unused")
                                                + ";\n-- and drop it some releases later"));
                    }
                })
                .rule();
    }
}
