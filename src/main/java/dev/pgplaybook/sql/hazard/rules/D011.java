package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Seen;
import java.util.Locale;

/** A constraint, a NOT NULL or a default is dropped. */
final class D011 {

    private D011() {}

    static Rule rule() {
        return Rule.warning("D011", "A constraint, a NOT NULL or a default is dropped")
                .detects("""
                        DROP CONSTRAINT, DROP NOT NULL or DROP DEFAULT on a table that was there before, where the file does \
                        not put it back.""")
                .hurts("""
                        What kept the rows in order does so no longer. Rows that come in meanwhile make the way back hard, \
                        and readers meet NULLs that they have never met.""")
                .safely("Make sure that code no longer relies on it, and note how it was.")
                .bad("ALTER TABLE trades DROP CONSTRAINT trades_user_fkey;")
                .bad("ALTER TABLE trades ALTER COLUMN symbol DROP NOT NULL;")
                .good("""
                        ALTER TABLE trades DROP CONSTRAINT trades_user_fkey;
                        ALTER TABLE trades ADD CONSTRAINT trades_user_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;""")
                .good("ALTER TABLE trades ALTER COLUMN symbol DROP DEFAULT, ALTER COLUMN symbol SET DEFAULT 'BTC';")
                .good("""
                        ALTER TABLE trades ADD CONSTRAINT symbol_not_null CHECK (symbol IS NOT NULL) NOT VALID;
                        ALTER TABLE trades DROP CONSTRAINT symbol_not_null;""")
                .atEnd((scene, found) -> {
                    for (Seen seen : scene.seen()) {
                        if (seen.change() instanceof TableChange.DropConstraint drop && isLost(drop, scene)) {
                            found.hazard(
                                    drop,
                                    drop.table(),
                                    drop.name() + " keeps the rows of " + drop.table() + " in order no longer",
                                    "note its definition for the way back: SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '"
                                            + Names.last(drop.name()).replace("'", "''") + "';");
                        } else if (seen.change() instanceof TableChange.ChangeNullability drop
                                && !drop.notNull()
                                && scene.isThere(drop.table())
                                && !scene.schema().isNewColumn(drop.table(), drop.column())
                                && !scene.has(
                                        TableChange.ChangeNullability.class,
                                        set -> set.notNull()
                                                && same(set, drop.table())
                                                && Name.isSame(set.column(), drop.column()))) {
                            found.hazard(
                                    drop,
                                    drop.table(),
                                    "readers of " + drop.table() + " may meet a NULL in " + drop.column(),
                                    "release code that can read a NULL first");
                        } else if (seen.change() instanceof TableChange.ChangeDefault drop
                                && drop.value().isEmpty()
                                && scene.isThere(drop.table())
                                && !scene.schema().isNewColumn(drop.table(), drop.column())
                                && !scene.has(
                                        TableChange.ChangeDefault.class,
                                        set -> set.value().isPresent()
                                                && same(set, drop.table())
                                                && Name.isSame(set.column(), drop.column()))) {
                            found.hazard(
                                    drop,
                                    drop.table(),
                                    "an INSERT that leaves " + drop.column() + " out gets NULL, or fails",
                                    "release code that gives a value first");
                        }
                    }
                })
                .rule();
    }

    private static boolean same(TableChange change, String table) {
        return Name.isSame(change.table(), table);
    }

    private static boolean isLost(TableChange.DropConstraint drop, Scene scene) {
        boolean added = scene.has(
                TableChange.AddConstraint.class,
                add -> same(add, drop.table()) && Name.isSame(add.constraint().nameOn(add.table()), drop.name()));
        boolean replaced = drop.name().toLowerCase(Locale.ROOT).contains("not_null")
                && scene.has(TableChange.ChangeNullability.class, set -> set.notNull() && same(set, drop.table()));
        boolean tableGoes = scene.has(
                ObjectChange.Drop.class,
                gone -> gone.names().stream().anyMatch(name -> Name.isSame(name, drop.table())));
        boolean columnGoes = scene.has(
                TableChange.DropColumn.class,
                gone -> same(gone, drop.table())
                        && scene.dropped(drop)
                                .filter(rule -> rule.columns().contains(Name.meant(gone.column())))
                                .isPresent());
        return !added && !replaced && !tableGoes && !columnGoes && scene.isThere(drop.table());
    }
}
