package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Severity;

/** A CHECK may meet rows that break it. */
final class V004 {

    private V004() {}

    static Rule rule() {
        return Rule.warning("V004", "A CHECK may meet rows that break it")
                .detects("A CHECK that is tried on the rows of a table that was there before.")
                .hurts("The migration fails at the first row for which it is false.")
                .safely("Ask for such rows first.")
                .bad("ALTER TABLE trades ADD CONSTRAINT amount_positive CHECK (amount > 0);")
                .good("ALTER TABLE trades ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;")
                .good("ALTER TABLE trades ADD COLUMN fee int CHECK (fee > 0);")
                .on(
                        Change.class,
                        (change, scene, found) -> Demanded.by(change, scene, DataDemand.Check.class)
                                .forEach(check -> {
                                    String table = check.site().table();
                                    boolean own = change instanceof TableChange.AddColumn add
                                            && add.column().startsEmpty();
                                    if (!own) {
                                        found.precheck(
                                                Severity.WARNING,
                                                change.part(),
                                                table,
                                                check.site().name() + " fails where it is false",
                                                "SELECT count(*) FROM " + table + " WHERE NOT (" + check.condition()
                                                        + ")");
                                    }
                                }))
                .rule();
    }
}
