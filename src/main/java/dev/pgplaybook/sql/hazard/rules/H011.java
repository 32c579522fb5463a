package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;
import java.util.List;

/** A migration's name does not fit the history. */
final class H011 {

    private H011() {}

    static Rule rule() {
        return Rule.error("H011", "A migration's name does not fit the history")
                .detects("A folder whose name is longer than 255 characters.")
                .hurts("The history cannot hold it, and deploy fails.")
                .safely("A shorter name.")
                .bad(Example.of("SELECT 1;")
                        .with(new HistoryFacts(List.of(new HistoryFacts.State(
                                "H011",
                                "20250902181313_init",
                                new Location(Path.of("migrations/20250902181313_init/migration.sql"), 1, 1),
                                "20250902181313_init: its name has 300 characters",
                                "see history")))))
                .good("SELECT 1;")
                .overAll(Told.of("H011"))
                .rule();
    }
}
