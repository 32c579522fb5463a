package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A stored generated column writes the table anew. */
final class L013 {

    private L013() {}

    static Rule rule() {
        return Rule.error("L013", "A stored generated column writes the table anew")
                .detects("ADD COLUMN … GENERATED ALWAYS AS (…) STORED on a table that was there before.")
                .hurts("""
                        It is computed for every row, so the whole table is written anew under an ACCESS EXCLUSIVE lock.""")
                .safely("""
                        Use a plain column that a trigger keeps, filled in batches; or from PostgreSQL 18 a VIRTUAL one, \
                        which costs nothing to add.""")
                .versions("all")
                .bad("ALTER TABLE trades ADD COLUMN total numeric GENERATED ALWAYS AS (amount * price) STORED;")
                .good("ALTER TABLE trades ADD COLUMN total numeric GENERATED ALWAYS AS (amount * price) VIRTUAL;")
                .good("CREATE TABLE deposits (a int, b int GENERATED ALWAYS AS (a * 2) STORED);")
                .on(TableChange.AddColumn.class, (add, scene, found) -> {
                    if (add.column().stored() && scene.isThere(add.table())) {
                        String instead = scene.facts().major() >= 18
                                ? "ALTER TABLE " + add.table() + " "
                                        + add.part().text().replaceFirst("(?i)STORED", "VIRTUAL") + ";"
                                : "add a plain column " + add.column().name() + " "
                                        + add.column().type()
                                        + ", keep it by a BEFORE INSERT OR UPDATE trigger, and fill it in batches";
                        found.hazard(
                                add,
                                add.table(),
                                add.column().name() + " is computed for every row of " + add.table()
                                        + ", which is written anew while everybody waits",
                                instead);
                    }
                })
                .rule();
    }
}
