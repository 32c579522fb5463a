package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;

/** Rows would be copied twice when the file is run again. */
final class B007 {

    private B007() {}

    static Rule rule() {
        return Rule.warning("B007", "Rows would be copied twice when the file is run again")
                .detects("""
                        INSERT … SELECT into a table that was there before without ON CONFLICT, in a file that is not atomic \
                        (T009).""")
                .hurts("""
                        After a failure behind it, a second run copies the rows once more, or fails on a key.""")
                .safely("ON CONFLICT DO NOTHING, or a condition that leaves out what is there.")
                .bad(Example.of("""
                        INSERT INTO archive SELECT * FROM trades WHERE closed;
                        ALTER TABLE trades ADD COLUMN note text;""").by(Runner.PSQL))
                .good(Example.of("""
                        INSERT INTO archive SELECT * FROM trades WHERE closed ON CONFLICT DO NOTHING;
                        ALTER TABLE trades ADD COLUMN note text;""").by(Runner.PSQL))
                .good("""
                        INSERT INTO archive SELECT * FROM trades WHERE closed;
                        ALTER TABLE trades ADD COLUMN note text;""")
                .on(RowChange.Insert.class, (insert, scene, found) -> {
                    if (insert.fromQuery()
                            && !insert.onConflict()
                            && scene.isThere(insert.table())
                            && !scene.isAtomic()) {
                        found.hazard(
                                insert,
                                insert.table(),
                                "a second run adds these rows to " + insert.table() + " once more",
                                "ON CONFLICT DO NOTHING, or WHERE NOT EXISTS (…)");
                    }
                })
                .rule();
    }
}
