package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Severity;

/** An exclusion constraint may meet rows that exclude each other. */
final class V007 {

    private V007() {}

    static Rule rule() {
        return Rule.warning("V007", "An exclusion constraint may meet rows that exclude each other")
                .detects("ADD CONSTRAINT … EXCLUDE on a table that was there before.")
                .hurts("The migration fails at the first two rows that do.")
                .safely("Join the table with itself by the constraint's own operators first.")
                .bad("ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);")
                .good(
                        "CREATE TABLE bookings (room int, during tsrange, EXCLUDE USING gist (room WITH =, during WITH &&));")
                .on(TableChange.AddConstraint.class, (add, scene, found) -> {
                    if (add.constraint().kind() == Constraint.Kind.EXCLUDE && scene.isThere(add.table())) {
                        String both = Exclusion.condition(add.constraint().condition());
                        found.precheck(
                                Severity.WARNING,
                                add.part(),
                                add.table(),
                                "it fails where two rows exclude each other",
                                "SELECT count(*) FROM " + add.table() + " AS a JOIN " + add.table()
                                        + " AS b ON a.ctid < b.ctid AND " + both);
                    }
                })
                .rule();
    }
}
