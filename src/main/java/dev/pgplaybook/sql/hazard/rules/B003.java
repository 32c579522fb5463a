package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Words;
import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A loop in a DO block is one transaction. */
final class B003 {

    private B003() {}

    static Rule rule() {
        return Rule.warning("B003", "A loop in a DO block is one transaction")
                .detects("A DO block that loops over UPDATE, DELETE or INSERT without a COMMIT in it.")
                .hurts("""
                        It looks like batches, and is one transaction: all its rows stay locked until the end.""")
                .safely("""
                        COMMIT in the loop, where the block runs outside a transaction, or one batch in each migration or \
                        job.""")
                .bad("""
                        DO $$
                        BEGIN
                          LOOP
                            UPDATE trades SET direction = 'UP' WHERE id IN (SELECT id FROM trades WHERE direction IS NULL LIMIT 1000);
                            EXIT WHEN NOT FOUND;
                          END LOOP;
                        END $$;""")
                .good("""
                        DO $$
                        BEGIN
                          LOOP
                            UPDATE trades SET direction = 'UP' WHERE id IN (SELECT id FROM trades WHERE direction IS NULL LIMIT 1000);
                            EXIT WHEN NOT FOUND;
                            COMMIT;
                          END LOOP;
                        END $$;""")
                .on(SessionChange.Code.class, (code, scene, found) -> {
                    Words body = Words.of(code.body());
                    boolean commits = body.contains("COMMIT");
                    if (!code.isCall()
                            && body.contains("LOOP")
                            && body.contains("UPDATE", "DELETE", "INSERT")
                            && !commits) {
                        found.hazard(
                                code,
                                "",
                                "all rows that the loop changes stay locked until its end",
                                "COMMIT in the loop, and keep the file free of other statements");
                    }
                })
                .rule();
    }
}
