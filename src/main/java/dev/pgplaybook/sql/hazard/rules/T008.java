package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.hazard.Rule;

/** BEGIN and COMMIT do not fit together. */
final class T008 {

    private T008() {}

    static Rule rule() {
        return Rule.error("T008", "BEGIN and COMMIT do not fit together")
                .detects("""
                        A BEGIN that nothing ends, a BEGIN inside a transaction, and a COMMIT or ROLLBACK where none is \
                        open.""")
                .hurts("""
                        PostgreSQL only warns. What looks like one transaction is several, or is rolled back at the end of \
                        the file.""")
                .safely("""
                        Leave transactions to the tool that runs the file, or write exactly one BEGIN and one COMMIT around \
                        it.""")
                .versions("all")
                .bad("""
                        BEGIN;
                        ALTER TABLE trades ADD COLUMN note text;""")
                .bad("""
                        BEGIN;
                        BEGIN;
                        ALTER TABLE trades ADD COLUMN note text;
                        COMMIT;""")
                .bad("""
                        ALTER TABLE trades ADD COLUMN note text;
                        COMMIT;""")
                .good("""
                        BEGIN;
                        ALTER TABLE trades ADD COLUMN note text;
                        COMMIT;""")
                .good("ALTER TABLE trades ADD COLUMN note text;")
                .on(SessionChange.Transaction.class, (change, scene, found) -> {
                    switch (change.control()) {
                        case BEGIN -> {
                            if (scene.inOwnTransaction()) {
                                found.hazard(
                                        change,
                                        "",
                                        "a transaction is open already, so this BEGIN does nothing",
                                        "leave it out");
                            }
                        }
                        case COMMIT, COMMIT_AND_CHAIN, ROLLBACK -> {
                            if (!scene.inOwnTransaction()) {
                                found.hazard(
                                        change,
                                        "",
                                        "no BEGIN stands before it",
                                        "leave it out, or write BEGIN; before what belongs together");
                            }
                        }
                        case SAVEPOINT, ROLLBACK_TO -> {}
                    }
                })
                .atEnd((scene, found) -> {
                    if (scene.inOwnTransaction()) {
                        scene.earlier(SessionChange.Transaction.class)
                                .filter(change -> change.control() == SessionChange.Control.BEGIN)
                                .reduce((first, second) -> second)
                                .ifPresent(begin -> found.hazard(
                                        begin,
                                        "",
                                        "nothing ends this transaction, and what it does is lost",
                                        "write COMMIT; at the end"));
                    }
                })
                .rule();
    }
}
