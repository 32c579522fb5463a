package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A table or a schema is renamed under running code. */
final class C002 {

    private C002() {}

    static Rule rule() {
        return Rule.warning("C002", "A table or a schema is renamed under running code")
                .detects("""
                        RENAME TO and SET SCHEMA of a table that was there before, and RENAME of a schema.""")
                .hurts("Code that still says the old name fails from the COMMIT on.")
                .safely("Leave a view under the old name until nobody says it any more.")
                .bad("ALTER TABLE users RENAME TO people;")
                .bad("ALTER SCHEMA app RENAME TO core;")
                .good("""
                        CREATE TABLE draft (a int);
                        ALTER TABLE draft RENAME TO final;""")
                .on(TableChange.Rename.class, (rename, scene, found) -> {
                    if (scene.isThere(rename.table())) {
                        String fresh = rename.isSchema()
                                ? rename.to() + "." + Names.quoted(Names.last(rename.table()))
                                : rename.to();
                        found.hazard(
                                rename,
                                rename.table(),
                                "code that says " + rename.table() + " fails from now on",
                                "CREATE VIEW " + rename.table() + " AS SELECT * FROM " + fresh
                                        + ";\n-- in the same transaction, until nobody says the old name any more");
                    }
                })
                .on(ObjectChange.Rename.class, (rename, scene, found) -> {
                    if (rename.kind().equals("SCHEMA")) {
                        found.hazard(
                                rename,
                                "",
                                "code that says " + rename.name() + " fails from now on",
                                "set the search_path of the application's role to both names first");
                    }
                })
                .rule();
    }
}
