package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A constraint is added and validated in one transaction. */
final class L009 {

    private L009() {}

    static Rule rule() {
        return Rule.error("L009", "A constraint is added and validated in one transaction")
                .detects("VALIDATE CONSTRAINT in the transaction that added the constraint NOT VALID.")
                .hurts("""
                        The strong lock of ADD CONSTRAINT is held until COMMIT, and so during the scan that NOT VALID was to \
                        keep out of it.""")
                .safely("Put VALIDATE CONSTRAINT into the next migration.")
                .versions("all")
                .bad("""
                        ALTER TABLE trades ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;
                        ALTER TABLE trades VALIDATE CONSTRAINT amount_positive;""")
                .good("ALTER TABLE trades VALIDATE CONSTRAINT amount_positive;")
                .good("""
                        BEGIN;
                        ALTER TABLE trades ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;
                        COMMIT;
                        ALTER TABLE trades VALIDATE CONSTRAINT amount_positive;""")
                .on(
                        TableChange.Validate.class,
                        (validate, scene, found) -> scene.inThisTransaction()
                                .filter(seen -> seen.change() instanceof TableChange.AddConstraint add
                                        && add.constraint().notValid()
                                        && Name.isSame(add.table(), validate.table())
                                        && Name.isSame(add.constraint().nameOn(add.table()), validate.name()))
                                .findFirst()
                                .ifPresent(seen -> {
                                    if (scene.isThere(validate.table())) {
                                        found.hazard(
                                                validate,
                                                validate.table(),
                                                "the lock that line "
                                                        + seen.change()
                                                                .part()
                                                                .location()
                                                                .line() + " took on " + validate.table()
                                                        + " is held while " + validate.name() + " is validated",
                                                "put it into the next migration:\n"
                                                        + validate.part()
                                                                .statement()
                                                                .text() + ";");
                                    }
                                }))
                .rule();
    }
}
