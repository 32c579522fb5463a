package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.hazard.Rule;
import java.util.Set;

/** A backfill gives each row a value that no one can give again. */
final class B004 {

    private B004() {}

    static Rule rule() {
        return Rule.warning("B004", "A backfill gives each row a value that no one can give again")
                .detects("""
                        An UPDATE of many rows that sets random values, numbers of a sequence, or the time of day.""")
                .hurts("""
                        Run again after a failure, or on a replica of the data, it gives other values; now() makes all rows \
                        look as if they were made today.""")
                .safely("Derive the value from the row, or say that it does not matter.")
                .bad("UPDATE trades SET opened_at = now() WHERE opened_at IS NULL;")
                .bad("UPDATE users SET token = gen_random_uuid();")
                .good("UPDATE trades SET opened_at = created_at WHERE opened_at IS NULL;")
                .on(RowChange.Update.class, (update, scene, found) -> {
                    if (Bulk.isOf(update) && scene.isThere(update.table())) {
                        update.calls().stream()
                                .filter(call -> TIMES.contains(call) || Volatility.isVolatile(call, scene.facts()))
                                .findFirst()
                                .ifPresent(call -> found.hazard(
                                        update,
                                        update.table(),
                                        call + " gives other values each time this runs",
                                        "derive the value from the row, such as from a column that is there"));
                    }
                })
                .rule();
    }

    private static final Set<String> TIMES = Set.of(
            "now",
            "current_timestamp",
            "current_date",
            "localtimestamp",
            "statement_timestamp",
            "transaction_timestamp");
}
