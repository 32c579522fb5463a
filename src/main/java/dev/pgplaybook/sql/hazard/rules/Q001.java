package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;

/** A table is locked for long, all in all. */
final class Q001 {

    private Q001() {}

    static Rule rule() {
        return Rule.warning("Q001", "A table is locked for long, all in all")
                .detects("""
                        The locks on one table over all pending migrations, as a trace has measured them.""")
                .hurts("Each is short, and together they are not.")
                .safely("""
                        Put what touches the table into one migration, or spread them over several deploys.""")
                .bad(Example.of("UPDATE trades SET direction = 'UP';")
                        .seen(new Observed(
                                Observed.Kind.LOCKED_IN_ALL,
                                new Location(Path.of("migration.sql"), 1, 1),
                                "trades",
                                "trades is locked against everybody for 7.5 s in all")))
                .good("UPDATE trades SET direction = 'UP';")
                .overAll(Told.of(Observed.Kind.LOCKED_IN_ALL))
                .rule();
    }
}
