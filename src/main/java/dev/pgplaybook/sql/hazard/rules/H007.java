package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;
import java.util.List;

/** The migrations are for another database. */
final class H007 {

    private H007() {}

    static Rule rule() {
        return Rule.error("H007", "The migrations are for another database")
                .detects("A migration_lock.toml with a provider other than postgresql.")
                .hurts("Deploy refuses them (Prisma says P3019).")
                .safely("Look whether it is the right folder.")
                .bad(Example.of("SELECT 1;")
                        .with(new HistoryFacts(List.of(new HistoryFacts.State(
                                "H007",
                                "20250902181313_init",
                                new Location(Path.of("migrations/20250902181313_init/migration.sql"), 1, 1),
                                "20250902181313_init: migration_lock.toml says mysql",
                                "see history")))))
                .good("SELECT 1;")
                .overAll(Told.of("H007"))
                .rule();
    }
}
