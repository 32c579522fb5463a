package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.Seen;

/** A table is changed and its rows are filled in one transaction. */
final class B002 {

    private B002() {}

    static Rule rule() {
        return Rule.error("B002", "A table is changed and its rows are filled in one transaction")
                .detects("""
                        Many rows changed in the transaction that has locked a table that was there before against \
                        everybody.""")
                .hurts("""
                        What took a moment is held until every row is written: nobody reads or writes the table meanwhile.""")
                .safely("The change in one migration, the rows in the next one.")
                .bad("""
                        ALTER TABLE trades ADD COLUMN direction text;
                        UPDATE trades SET direction = 'UP' WHERE direction IS NULL;""")
                .good("UPDATE trades SET direction = 'UP' WHERE direction IS NULL;")
                .good(Example.of("""
                        ALTER TABLE trades ADD COLUMN direction text;
                        UPDATE trades SET direction = 'UP' WHERE direction IS NULL;""").by(Runner.PSQL))
                .on(RowChange.class, (change, scene, found) -> {
                    if (!Bulk.isOf(change) || !scene.isThere(change.table())) {
                        return;
                    }
                    scene.inThisTransaction()
                            .filter(Seen::excludesReaders)
                            .findFirst()
                            .ifPresent(seen -> found.hazard(
                                    change,
                                    change.table(),
                                    Strong.tables(seen) + ", locked at line "
                                            + seen.change().part().location().line()
                                            + ", stands still until these rows are written",
                                    "put it into the next migration"));
                })
                .rule();
    }
}
