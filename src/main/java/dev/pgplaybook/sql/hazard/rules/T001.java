package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.TableLock;
import java.util.Optional;

/** No lock_timeout is in effect at a strong lock. */
final class T001 {

    private T001() {}

    static Rule rule() {
        return Rule.error("T001", "No lock_timeout is in effect at a strong lock")
                .detects("""
                        A strong lock on a table that was there before, where nothing bounds how long the statement waits \
                        for it: no SET of lock_timeout reaches it, or one has been taken back (RESET, 0, ROLLBACK, the end \
                        of a SET LOCAL's transaction). ALTER ROLE and ALTER DATABASE … SET do not reach this session.""")
                .hurts("""
                        The statement waits behind the longest transaction, and everybody who comes later waits behind the \
                        statement.""")
                .safely("""
                        pgplaybook sets a lock_timeout itself, and tries again; leave it as it is. For other tools, SET \
                        lock_timeout before the first strong lock.""")
                .versions("all")
                .bad(Example.of("ALTER TABLE trades ADD COLUMN note text;").by(Runner.PSQL))
                .bad("""
                        RESET lock_timeout;
                        ALTER TABLE trades ADD COLUMN note text;""")
                .good("ALTER TABLE trades ADD COLUMN note text;")
                .good(Example.of("""
                        SET lock_timeout = '2s';
                        ALTER TABLE trades ADD COLUMN note text;""").by(Runner.PSQL))
                .on(Change.class, (change, scene, found) -> {
                    Optional<TableLock> lock = Strong.first(change, scene);
                    if (lock.isPresent() && !scene.bounds("lock_timeout") && Strong.isFirst(scene)) {
                        String table = lock.get().table();
                        found.hazard(
                                change,
                                table,
                                "nothing bounds how long this waits for its "
                                        + lock.get().mode().words() + " lock on " + table,
                                "SET lock_timeout = '2s';");
                    }
                })
                .rule();
    }
}
