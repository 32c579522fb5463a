package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;

/** A lock that nobody foresaw. */
final class R001 {

    private R001() {}

    static Rule rule() {
        return Rule.error("R001", "A lock that nobody foresaw")
                .detects("""
                        A strong lock that a statement took on a sandbox, and that the table of lock facts does not foresee.""")
                .hurts("""
                        Whatever stood in the way of foreseeing it, such as a trigger, a cascade or dynamic SQL, will lock \
                        production too.""")
                .safely("Find what takes it, and judge it as if it were written in the file.")
                .bad(Example.of("UPDATE trades SET direction = 'UP';")
                        .seen(new Observed(
                                Observed.Kind.UNPREDICTED_LOCK,
                                new Location(Path.of("migration.sql"), 1, 1),
                                "trades",
                                "the INSERT takes a SHARE ROW EXCLUSIVE lock on audit, by the trigger trades_audit")))
                .good("UPDATE trades SET direction = 'UP';")
                .overAll(Told.of(Observed.Kind.UNPREDICTED_LOCK))
                .rule();
    }
}
