package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.TableFacts;
import dev.pgplaybook.sql.hazard.TableLock;
import java.util.Optional;

/** No transaction_timeout bounds the transaction. */
final class T003 {

    private T003() {}

    static Rule rule() {
        return Rule.info("T003", "No transaction_timeout bounds the transaction")
                .needsFacts()
                .detects("""
                        On PostgreSQL 17 and later, a transaction with a strong lock under a tool that sets no \
                        transaction_timeout.""")
                .hurts("""
                        lock_timeout and statement_timeout bound each statement, and not their sum, while locks are held to \
                        the end.""")
                .safely("""
                        SET transaction_timeout at the beginning; 0 disarms it inside a transaction. pgplaybook watches how \
                        long locks are held by itself.""")
                .versions("from PostgreSQL 17")
                .bad(Example.of("ALTER TABLE trades ADD COLUMN note text;")
                        .by(Runner.PRISMA)
                        .on(Facts.of(17, TableFacts.of("trades", 60_000))))
                .good(Example.of("""
                        SET transaction_timeout = '1min';
                        ALTER TABLE trades ADD COLUMN note text;""").by(Runner.PRISMA).on(Facts.of(17, TableFacts.of("trades", 60_000))))
                .good(Example.of("ALTER TABLE trades ADD COLUMN note text;")
                        .by(Runner.PRISMA)
                        .on(Facts.of(15, TableFacts.of("trades", 60_000))))
                .on(Change.class, (change, scene, found) -> {
                    Optional<TableLock> lock = Strong.first(change, scene);
                    if (lock.isPresent()
                            && scene.facts().major() >= 17
                            && !scene.bounds("transaction_timeout")
                            && Strong.isFirst(scene)) {
                        found.hazard(
                                change,
                                lock.get().table(),
                                "nothing bounds how long the transaction holds its locks",
                                "SET transaction_timeout = '1min';");
                    }
                })
                .rule();
    }
}
