package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** An exclusion constraint is added to a table with rows. */
final class L006 {

    private L006() {}

    static Rule rule() {
        return Rule.error("L006", "An exclusion constraint is added to a table with rows")
                .detects("ADD CONSTRAINT … EXCLUDE on a table that was there before.")
                .hurts("""
                        Its index is built under an ACCESS EXCLUSIVE lock, and neither NOT VALID nor USING INDEX is to be \
                        had for it.""")
                .safely("""
                        Put it on a new table and move the rows over, or take a maintenance window with a lock_timeout.""")
                .versions("all")
                .bad("ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);")
                .good(
                        "CREATE TABLE bookings (room int, during tsrange, EXCLUDE USING gist (room WITH =, during WITH &&));")
                .on(TableChange.AddConstraint.class, (add, scene, found) -> {
                    if (add.constraint().kind() == Constraint.Kind.EXCLUDE && scene.isThere(add.table())) {
                        found.hazard(
                                add,
                                add.table(),
                                "the index of " + add.constraint().nameOn(add.table())
                                        + " is built while readers and writers of " + add.table() + " wait",
                                "add it to a new table, and move the rows over; it cannot be NOT VALID");
                    }
                })
                .rule();
    }
}
