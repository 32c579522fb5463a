package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A column is dropped. */
final class D002 {

    private D002() {}

    static Rule rule() {
        return Rule.error("D002", "A column is dropped")
                .detects("DROP COLUMN from a table that was there before.")
                .hurts("""
                        Its values are gone with the COMMIT, and code that still names it fails at once.""")
                .safely("Deploy code that does not name it first, and drop it in a later release.")
                .bad("ALTER TABLE users DROP COLUMN nickname;")
                .good("""
                        ALTER TABLE users ADD COLUMN draft text;
                        ALTER TABLE users DROP COLUMN draft;""")
                .on(TableChange.DropColumn.class, (drop, scene, found) -> {
                    if (scene.isThere(drop.table()) && !scene.schema().isNewColumn(drop.table(), drop.column())) {
                        found.hazard(
                                drop,
                                drop.table(),
                                "the values of " + drop.column() + " are gone for good",
                                "first release code that does not name " + drop.column() + "; drop it afterwards");
                    }
                })
                .rule();
    }
}
