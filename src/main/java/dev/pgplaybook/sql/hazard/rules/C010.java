package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Column;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.change.Types;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;

/** A column of type json cannot be compared. */
final class C010 {

    private C010() {}

    static Rule rule() {
        return Rule.warning("C010", "A column of type json cannot be compared")
                .detects("A column of type json, and not jsonb, that CREATE TABLE or ADD COLUMN makes.")
                .hurts("""
                        json has no equality: DISTINCT, GROUP BY and UNION over the table's rows fail in code that knew \
                        nothing of it.""")
                .safely("jsonb")
                .bad("ALTER TABLE trades ADD COLUMN details json;")
                .good("ALTER TABLE trades ADD COLUMN details jsonb;")
                .on(TableChange.AddColumn.class, (add, scene, found) -> look(add.column(), add.table(), found))
                .on(
                        TableChange.Create.class,
                        (create, scene, found) ->
                                create.columns().forEach(column -> look(column, create.table(), found)))
                .rule();
    }

    private static void look(Column column, String table, Found found) {
        if (Types.plain(column.type()).equals("json")) {
            found.hazard(
                    column.part(),
                    table,
                    "SELECT DISTINCT and GROUP BY over " + column.name() + " fail",
                    column.name() + " jsonb");
        }
    }
}
