package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.TransactionRule;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;
import java.util.regex.Pattern;

/** A statement that PostgreSQL refuses inside a transaction. */
final class T005 {

    private T005() {}

    static Rule rule() {
        return Rule.error("T005", "A statement that PostgreSQL refuses inside a transaction")
                .detects("""
                        CREATE INDEX CONCURRENTLY, VACUUM, ALTER SYSTEM, CREATE DATABASE and their like between BEGIN and \
                        COMMIT, inside a DO block, or beside other statements for a tool that sends the file as one query.""")
                .hurts("It fails with SQLSTATE 25001, and with Prisma leaves a failed migration behind.")
                .safely("Put it alone into a migration of its own.")
                .versions("all")
                .bad("""
                        BEGIN;
                        CREATE INDEX CONCURRENTLY trades_symbol_idx ON trades (symbol);
                        COMMIT;""")
                .bad(Example.of("""
                        ALTER TABLE trades ADD COLUMN note text;
                        CREATE INDEX CONCURRENTLY trades_note_idx ON trades (note);""").by(Runner.PRISMA))
                .bad("DO $$ BEGIN EXECUTE 'CREATE INDEX CONCURRENTLY i ON trades (symbol)'; END $$;")
                .good("CREATE INDEX CONCURRENTLY trades_symbol_idx ON trades (symbol);")
                .good("""
                        ALTER TABLE trades ADD COLUMN note text;
                        CREATE INDEX CONCURRENTLY trades_note_idx ON trades (note);""")
                .on(Change.class, (change, scene, found) -> {
                    boolean refused = change.part().statement().transactionRule() == TransactionRule.OUTSIDE;
                    boolean first =
                            change.part().start() == change.part().statement().start();
                    if (refused && first && scene.inTransaction() && !(change instanceof SessionChange.Code)) {
                        found.hazard(
                                change,
                                "",
                                change.part().statement().verb() + " is refused inside a transaction (SQLSTATE 25001)",
                                "put it alone into a migration of its own");
                    }
                })
                .on(SessionChange.Code.class, (code, scene, found) -> {
                    if (!code.isCall() && CONCURRENTLY.matcher(code.body()).find()) {
                        found.hazard(
                                code,
                                "",
                                "a DO block is inside a transaction, in which CONCURRENTLY is refused (SQLSTATE 25001)",
                                "write the statement itself, alone in a migration of its own");
                    }
                })
                .rule();
    }

    private static final Pattern CONCURRENTLY = Pattern.compile("(?i)\\bINDEX\\s+CONCURRENTLY\\b");
}
