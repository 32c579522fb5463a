package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A column is given a value twice. */
final class S003 {

    private S003() {}

    static Rule rule() {
        return Rule.error("S003", "A column is given a value twice")
                .detects("An UPDATE, or the column list of an INSERT, that names a column twice.")
                .hurts("PostgreSQL refuses it (SQLSTATE 42601 and 42701).")
                .safely("Once.")
                .bad("UPDATE trades SET symbol = 'A', symbol = 'B' WHERE id = 1;")
                .good("UPDATE trades SET symbol = 'A', amount = 1 WHERE id = 1;")
                .on(RowChange.Update.class, (update, scene, found) -> look(update.assigned(), update, found))
                .on(RowChange.Insert.class, (insert, scene, found) -> look(insert.columns(), insert, found))
                .rule();
    }

    private static void look(List<String> columns, RowChange change, Found found) {
        Set<String> seen = new HashSet<>();
        columns.stream()
                .filter(column -> !seen.add(Name.meant(column)))
                .findFirst()
                .ifPresent(column -> found.hazard(
                        change, change.table(), column + " is given a value twice, which is refused", "name it once"));
    }
}
