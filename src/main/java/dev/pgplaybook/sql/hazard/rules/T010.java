package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Numbers;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Seen;
import java.util.List;

/** A file that can fail in its middle cannot be run again. */
final class T010 {

    private T010() {}

    static Rule rule() {
        return Rule.warning("T010", "A file that can fail in its middle cannot be run again")
                .detects("""
                        A CREATE, ADD or DROP without IF [NOT] EXISTS in a file that is not atomic (T009).""")
                .hurts("After a failure behind it, a second run fails at it.")
                .safely("""
                        IF [NOT] EXISTS helps, with a grain of salt: it also skips an object that is different, or an index \
                        that is invalid. Better one statement in each migration.""")
                .versions("all")
                .bad("""
                        ALTER TABLE trades ADD COLUMN note text;
                        CREATE INDEX CONCURRENTLY trades_note_idx ON trades (note);""")
                .good("""
                        ALTER TABLE trades ADD COLUMN IF NOT EXISTS note text;
                        CREATE INDEX CONCURRENTLY IF NOT EXISTS trades_note_idx ON trades (note);""")
                .atEnd((scene, found) -> {
                    if (scene.isAtomic()) {
                        return;
                    }
                    List<Change> once = scene.seen().stream()
                            .map(Seen::change)
                            .filter(change -> !isRepeatable(change))
                            .toList();
                    if (!once.isEmpty()) {
                        String more = once.size() == 1
                                ? ""
                                : ", and neither can " + Numbers.count(once.size() - 1L, "other statement");
                        found.hazard(
                                once.get(0),
                                "",
                                "this cannot be run again after a failure behind it" + more,
                                "split the file, or write IF NOT EXISTS and IF EXISTS");
                    }
                })
                .rule();
    }

    private static boolean isRepeatable(Change change) {
        if (change instanceof TableChange.Create create) {
            return create.ifMissing();
        } else if (change instanceof TableChange.AddColumn add) {
            return add.ifMissing();
        } else if (change instanceof TableChange.DropColumn drop) {
            return drop.ifThere();
        } else if (change instanceof TableChange.DropConstraint drop) {
            return drop.ifThere();
        } else if (change instanceof IndexChange.Create index) {
            return index.ifMissing();
        } else if (change instanceof IndexChange.Drop drop) {
            return drop.ifThere();
        } else if (change instanceof ObjectChange.Drop drop) {
            return drop.ifThere();
        } else if (change instanceof ObjectChange.AddLabel add) {
            return add.ifMissing();
        }
        return !(change instanceof TableChange.AddConstraint
                || change instanceof TableChange.Rename
                || change instanceof TableChange.RenameColumn
                || change instanceof ObjectChange.CreateType
                || change instanceof ObjectChange.Rename);
    }
}
