package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Rule;

/** A numbered column writes the table anew. */
final class L012 {

    private L012() {}

    static Rule rule() {
        return Rule.error("L012", "A numbered column writes the table anew")
                .detects("ADD COLUMN of type serial or AS IDENTITY on a table that was there before.")
                .hurts("""
                        Every row takes a number, so the whole table is written anew under an ACCESS EXCLUSIVE lock.""")
                .safely("Add a plain column, number new rows by a default, and the old ones in batches.")
                .versions("all")
                .bad("ALTER TABLE trades ADD COLUMN number bigserial;")
                .bad("ALTER TABLE trades ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;")
                .good("ALTER TABLE trades ADD COLUMN number bigint;")
                .good("CREATE TABLE deposits (id bigserial PRIMARY KEY);")
                .on(TableChange.AddColumn.class, (add, scene, found) -> {
                    if (add.column().numbered() && scene.isThere(add.table())) {
                        String alter = "ALTER TABLE " + add.table();
                        String column = add.column().name();
                        String sequence = Names.made(add.table(), "_" + Names.last(column) + "_seq");
                        found.hazard(
                                add,
                                add.table(),
                                "every row of " + add.table()
                                        + " takes a number, so the table is written anew while everybody waits",
                                "CREATE SEQUENCE " + sequence + ";\n" + alter + " ADD COLUMN " + column + " bigint;\n"
                                        + alter + " ALTER COLUMN " + column + " SET DEFAULT nextval('" + sequence
                                        + "');\n-- in the next migration\n"
                                        + Advice.batches(
                                                add.table(),
                                                column + " = nextval('" + sequence + "')",
                                                column + " IS NULL"));
                    }
                })
                .rule();
    }
}
