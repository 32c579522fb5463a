package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.lock.LockMode;
import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.Scene;

/** Slow work follows a strong lock in the same transaction. */
final class T007 {

    private T007() {}

    static Rule rule() {
        return Rule.error("T007", "Slow work follows a strong lock in the same transaction")
                .detects("""
                        A scan, a rewrite or the build of an index behind a statement that has locked another table that was \
                        there before against everybody.""")
                .hurts("""
                        The lock is held until COMMIT: its table stands still while the work on the other goes on.""")
                .safely("Put the slow work into a migration of its own.")
                .versions("all")
                .bad("""
                        ALTER TABLE users ADD COLUMN note text;
                        CREATE INDEX trades_symbol_idx ON trades (symbol);""")
                .good("""
                        CREATE INDEX trades_symbol_idx ON trades (symbol);
                        ALTER TABLE users ADD COLUMN note text;""")
                .good(Example.of("""
                        ALTER TABLE users ADD COLUMN note text;
                        CREATE INDEX trades_symbol_idx ON trades (symbol);""").by(Runner.PSQL))
                .on(Change.class, (change, scene, found) -> {
                    String table = change instanceof TableChange t
                            ? t.table()
                            : change instanceof IndexChange.Create index ? index.table() : "";
                    if (!Scans.reads(change, scene)
                            || !scene.isThere(table)
                            || isVouchedFor(change, scene)
                            || isSaid(change, scene)) {
                        return;
                    }
                    scene.inThisTransaction()
                            .filter(seen -> seen.locks().stream()
                                    .anyMatch(lock -> lock.mode() == LockMode.ACCESS_EXCLUSIVE
                                            && !Name.isSame(lock.table(), table)))
                            .findFirst()
                            .ifPresent(seen -> found.hazard(
                                    change,
                                    table,
                                    "everybody waits for " + Strong.tables(seen, table) + ", locked at line "
                                            + seen.change().part().location().line() + ", while " + table
                                            + " is worked through",
                                    "put it into a migration of its own"));
                })
                .rule();
    }

    /** SET NOT NULL reads nothing where a validated CHECK says it already. */
    private static boolean isVouchedFor(Change change, Scene scene) {
        return change instanceof TableChange.ChangeNullability nullability && Vouched.isNotNull(nullability, scene);
    }

    /** Once for each statement is enough. */
    private static boolean isSaid(Change change, Scene scene) {
        return scene.inThisTransaction()
                .anyMatch(seen -> seen.change().part().statement().start()
                                == change.part().statement().start()
                        && Scans.reads(seen.change(), scene));
    }
}
