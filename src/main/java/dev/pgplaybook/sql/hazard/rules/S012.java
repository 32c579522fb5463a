package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A constraint vouches for nothing. */
final class S012 {

    private S012() {}

    static Rule rule() {
        return Rule.warning("S012", "A constraint vouches for nothing")
                .offByDefault()
                .detects("A constraint that is NOT ENFORCED.")
                .hurts("Rows break it, and neither the planner nor people can rely on it.")
                .safely("Enforce it, or write a comment instead.")
                .versions("from PostgreSQL 18")
                .bad("ALTER TABLE trades ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT ENFORCED;")
                .good("ALTER TABLE trades ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;")
                .on(TableChange.AddConstraint.class, (add, scene, found) -> {
                    if (add.constraint().notEnforced()) {
                        found.hazard(
                                add,
                                add.table(),
                                add.constraint().nameOn(add.table()) + " is not enforced",
                                "leave NOT ENFORCED out");
                    }
                })
                .rule();
    }
}
