package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A column is renamed under running code. */
final class C001 {

    private C001() {}

    static Rule rule() {
        return Rule.warning("C001", "A column is renamed under running code")
                .detects("RENAME COLUMN on a table that was there before.")
                .hurts("""
                        Code that still says the old name fails from the COMMIT on, and code that says the new one fails \
                        before.""")
                .safely("""
                        Expand and contract: a new column, both kept in step by a trigger, code that uses the new one, and \
                        the old one dropped later.""")
                .bad("ALTER TABLE users RENAME COLUMN name TO full_name;")
                .good("""
                        CREATE TABLE draft (a int);
                        ALTER TABLE draft RENAME COLUMN a TO b;""")
                .on(TableChange.RenameColumn.class, (rename, scene, found) -> {
                    if (scene.isThere(rename.table()) && !scene.schema().isNewColumn(rename.table(), rename.from())) {
                        found.hazard(
                                rename,
                                rename.table(),
                                "code that says " + rename.from() + " fails from now on",
                                "add " + rename.to() + ", keep both in step by a trigger, and drop " + rename.from()
                                        + " when nobody says it any more");
                    }
                })
                .rule();
    }
}
