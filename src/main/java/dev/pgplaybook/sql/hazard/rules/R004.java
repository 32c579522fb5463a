package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;

/** Readers or writers stand still for too long. */
final class R004 {

    private R004() {}

    static Rule rule() {
        return Rule.error("R004", "Readers or writers stand still for too long")
                .detects("""
                        A stall that the probes measured beside the migration on a sandbox, above the limit.""")
                .hurts("""
                        Production stands still for as long, and for longer where its tables are larger.""")
                .safely("Stage the migration.")
                .bad(Example.of("UPDATE trades SET direction = 'UP';")
                        .seen(new Observed(
                                Observed.Kind.LONG_STALL,
                                new Location(Path.of("migration.sql"), 1, 1),
                                "trades",
                                "writers of trades stop for 4.2 s")))
                .good("UPDATE trades SET direction = 'UP';")
                .overAll(Told.of(Observed.Kind.LONG_STALL))
                .rule();
    }
}
