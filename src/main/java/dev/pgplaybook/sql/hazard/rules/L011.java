package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.TableFacts;

/** A column with a volatile default writes the table anew. */
final class L011 {

    private L011() {}

    static Rule rule() {
        return Rule.error("L011", "A column with a volatile default writes the table anew")
                .detects("""
                        ADD COLUMN with a DEFAULT that calls a volatile function. Its volatility is looked up in pg_proc \
                        where a database is at hand; otherwise it is known of PostgreSQL's own functions.""")
                .hurts("""
                        Every row gets a value of its own, so the whole table is written anew under an ACCESS EXCLUSIVE \
                        lock.""")
                .safely("""
                        Add the column without a default, set the default for new rows, and fill the old ones in batches.""")
                .versions("all; a constant or stable default is kept in the catalog alone")
                .bad("ALTER TABLE trades ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();")
                .bad(Example.of("ALTER TABLE trades ADD COLUMN ticket text DEFAULT next_ticket();")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000)).withFunction("next_ticket", "volatile")))
                .good("ALTER TABLE trades ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();")
                .good("ALTER TABLE trades ADD COLUMN status text NOT NULL DEFAULT 'open';")
                .good(Example.of("ALTER TABLE trades ADD COLUMN owner text DEFAULT tenant();")
                        .on(Facts.of(17, TableFacts.of("trades", 60_000)).withFunction("tenant", "stable")))
                .on(TableChange.AddColumn.class, (add, scene, found) -> {
                    if (!scene.isThere(add.table()) || add.column().value().isEmpty()) {
                        return;
                    }
                    Volatility.culprit(add.column().value().get(), scene.facts())
                            .ifPresent(function -> found.hazard(
                                    add,
                                    add.table(),
                                    function + " gives each row a value of its own, so " + add.table()
                                            + " is written anew while everybody waits",
                                    instead(add)));
                })
                .rule();
    }

    private static String instead(TableChange.AddColumn add) {
        String alter = "ALTER TABLE " + add.table();
        String column = add.column().name();
        String value = add.column().value().orElse("");
        return alter + " ADD COLUMN " + column + " " + add.column().type() + ";\n"
                + alter + " ALTER COLUMN " + column + " SET DEFAULT " + value + ";\n-- in the next migration\n"
                + Advice.batches(add.table(), column + " = " + value, column + " IS NULL");
    }
}
