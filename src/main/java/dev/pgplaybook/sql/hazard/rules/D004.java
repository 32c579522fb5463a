package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Rule;

/** A table is emptied. */
final class D004 {

    private D004() {}

    static Rule rule() {
        return Rule.error("D004", "A table is emptied")
                .detects("""
                        TRUNCATE of a table that was there before; worse with CASCADE, which empties every table with a \
                        foreign key to it.""")
                .hurts("""
                        The rows are gone, under an ACCESS EXCLUSIVE lock, and no trigger for rows has seen them.""")
                .safely("DELETE in batches what is really meant.")
                .bad("TRUNCATE trades;")
                .good("""
                        CREATE TABLE draft (id int);
                        TRUNCATE draft;""")
                .on(
                        ObjectChange.Truncate.class,
                        (truncate, scene, found) -> truncate.tables().stream()
                                .filter(scene::isThere)
                                .findFirst()
                                .ifPresent(table -> found.hazard(
                                        truncate,
                                        table,
                                        "all rows of " + Advice.listed(truncate.tables()) + " are gone for good"
                                                + (truncate.cascade()
                                                        ? ", and those of every table with a foreign key to it"
                                                        : ""),
                                        "DELETE FROM " + table + " WHERE …; in batches")))
                .rule();
    }
}
