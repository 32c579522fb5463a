package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;
import java.util.Optional;

/** All rows are searched for NULL while everybody waits. */
final class L010 {

    private L010() {}

    static Rule rule() {
        return Rule.error("L010", "All rows are searched for NULL while everybody waits")
                .detects("""
                        SET NOT NULL on a table that was there before, where no validated CHECK (column IS NOT NULL) is \
                        known.""")
                .hurts("The table is read under an ACCESS EXCLUSIVE lock.")
                .safely("""
                        Add CHECK (column IS NOT NULL) NOT VALID, validate it, set NOT NULL, and drop the CHECK: PostgreSQL \
                        then takes its word for it.""")
                .versions("all; from PostgreSQL 18 also ADD CONSTRAINT … NOT NULL … NOT VALID")
                .bad("ALTER TABLE trades ALTER COLUMN direction SET NOT NULL;")
                .good("ALTER TABLE trades VALIDATE CONSTRAINT direction_not_null;")
                .good(Example.of(
                                "ALTER TABLE trades ALTER COLUMN direction SET NOT NULL, DROP CONSTRAINT direction_not_null;")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 60_000)
                                        .column("direction", "text")
                                        .with(new Schema.Rule(
                                                "direction_not_null",
                                                "CHECK",
                                                List.of(),
                                                Optional.empty(),
                                                "direction IS NOT NULL",
                                                true)))))
                .on(TableChange.ChangeNullability.class, (change, scene, found) -> {
                    boolean asks = change.notNull() && scene.isThere(change.table());
                    boolean known = scene.schema()
                            .column(change.table(), change.column())
                            .filter(Schema.Column::notNull)
                            .isPresent();
                    if (asks && !known && !scene.schema().isProvenNotNull(change.table(), change.column())) {
                        found.hazard(
                                change,
                                change.table(),
                                "all rows of " + change.table() + " are searched for a NULL in " + change.column()
                                        + " while readers and writers wait",
                                Advice.notNull(change.table(), change.column()));
                    }
                })
                .rule();
    }
}
