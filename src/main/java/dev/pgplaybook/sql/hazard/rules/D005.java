package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Rule;
import java.util.Optional;
import java.util.regex.Pattern;

/** All rows are changed or deleted. */
final class D005 {

    private D005() {}

    static Rule rule() {
        return Rule.error("D005", "All rows are changed or deleted")
                .detects("""
                        UPDATE or DELETE of a table that was there before without a WHERE, or with one that is always true. \
                        An UPDATE that fills columns which the same file adds is no loss, and is left to B001.""")
                .hurts("The old values, or all rows, are gone with the COMMIT.")
                .safely("Say which rows are meant.")
                .bad("DELETE FROM trades;")
                .bad("UPDATE users SET balance = 0 WHERE true;")
                .good("DELETE FROM trades WHERE status = 'cancelled';")
                .good("""
                        ALTER TABLE users ADD COLUMN region text;
                        UPDATE users SET region = 'eu';""")
                .on(RowChange.Update.class, (update, scene, found) -> {
                    boolean fills = !update.assigned().isEmpty()
                            && update.assigned().stream()
                                    .allMatch(column -> scene.schema().isNewColumn(update.table(), column));
                    if (scene.isThere(update.table()) && !fills && !update.joined() && isAll(update.where())) {
                        found.hazard(
                                update,
                                update.table(),
                                "every row of " + update.table() + " loses what " + Advice.listed(update.assigned())
                                        + " held",
                                "say which rows are meant: WHERE …");
                    }
                })
                .on(RowChange.Delete.class, (delete, scene, found) -> {
                    if (scene.isThere(delete.table()) && !delete.joined() && isAll(delete.where())) {
                        found.hazard(
                                delete,
                                delete.table(),
                                "every row of " + delete.table() + " is deleted",
                                "say which rows are meant: WHERE …");
                    }
                })
                .rule();
    }

    private static final Pattern ALWAYS =
            Pattern.compile("(?i)\\(*\\s*(?:true|(\\d+)\\s*=\\s*\\1|'([^']*)'\\s*=\\s*'\\2')\\s*\\)*");

    private static boolean isAll(Optional<String> where) {
        return where.isEmpty() || ALWAYS.matcher(where.get().strip()).matches();
    }
}
