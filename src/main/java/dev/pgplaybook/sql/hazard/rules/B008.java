package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** Rows are changed in a migration of the schema. */
final class B008 {

    private B008() {}

    static Rule rule() {
        return Rule.warning("B008", "Rows are changed in a migration of the schema")
                .detects("""
                        A file that changes the schema and changes many rows of tables that were there before.""")
                .hurts("""
                        The schema's change cannot be deployed without waiting for the rows, nor the rows be done again \
                        without it.""")
                .safely("Rows in migrations, or jobs, of their own.")
                .bad("""
                        ALTER TABLE trades ADD COLUMN direction text;
                        UPDATE trades SET direction = 'UP';""")
                .good("UPDATE trades SET direction = 'UP';")
                .good("""
                        CREATE TABLE plans (id int, name text);
                        INSERT INTO plans VALUES (1, 'free');""")
                .atEnd((scene, found) -> {
                    boolean schema = scene.seen().stream()
                            .anyMatch(seen ->
                                    seen.change() instanceof TableChange || seen.change() instanceof IndexChange);
                    if (schema) {
                        scene.earlier(RowChange.class)
                                .filter(change -> Bulk.isOf(change) && scene.isThere(change.table()))
                                .findFirst()
                                .ifPresent(change -> found.hazard(
                                        change,
                                        change.table(),
                                        "rows of " + change.table() + " are changed where the schema is",
                                        "put the rows into a migration of their own"));
                    }
                })
                .rule();
    }
}
