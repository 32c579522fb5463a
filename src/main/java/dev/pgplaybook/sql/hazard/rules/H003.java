package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;
import java.util.List;

/** A migration has begun and never finished. */
final class H003 {

    private H003() {}

    static Rule rule() {
        return Rule.error("H003", "A migration has begun and never finished")
                .detects("A row of the history that is neither finished nor rolled back.")
                .hurts("Deploy refuses to go on (Prisma says P3009).")
                .safely("See how far it came with repair, and resolve it.")
                .bad(Example.of("SELECT 1;")
                        .with(new HistoryFacts(List.of(new HistoryFacts.State(
                                "H003",
                                "20250902181313_init",
                                new Location(Path.of("migrations/20250902181313_init/migration.sql"), 1, 1),
                                "20250902181313_init: it began at 2026-11-01 12:00 and never finished",
                                "see history")))))
                .good("SELECT 1;")
                .overAll(Told.of("H003"))
                .rule();
    }
}
