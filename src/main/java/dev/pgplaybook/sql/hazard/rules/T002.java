package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.TableLock;
import java.util.Optional;

/** No statement_timeout is in effect at a strong lock. */
final class T002 {

    private T002() {}

    static Rule rule() {
        return Rule.warning("T002", "No statement_timeout is in effect at a strong lock")
                .detects("""
                        A strong lock on a table that was there before, where no statement_timeout bounds the statement.""")
                .hurts("A statement that takes longer than anybody expected holds its lock for as long.")
                .safely("""
                        pgplaybook sets a statement_timeout itself. For other tools, SET statement_timeout before.""")
                .versions("all")
                .bad(Example.of("""
                        SET lock_timeout = '2s';
                        ALTER TABLE trades ADD COLUMN note text;""").by(Runner.PSQL))
                .good(Example.of("""
                        SET lock_timeout = '2s';
                        SET statement_timeout = '15min';
                        ALTER TABLE trades ADD COLUMN note text;""").by(Runner.PSQL))
                .on(Change.class, (change, scene, found) -> {
                    Optional<TableLock> lock = Strong.first(change, scene);
                    if (lock.isPresent() && !scene.bounds("statement_timeout") && Strong.isFirst(scene)) {
                        found.hazard(
                                change,
                                lock.get().table(),
                                "nothing bounds how long this may take with "
                                        + lock.get().table() + " locked",
                                "SET statement_timeout = '15min';");
                    }
                })
                .rule();
    }
}
