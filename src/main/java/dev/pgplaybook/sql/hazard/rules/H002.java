package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;
import java.util.List;

/** The history has a migration that the folder has not. */
final class H002 {

    private H002() {}

    static Rule rule() {
        return Rule.warning("H002", "The history has a migration that the folder has not")
                .detects("A row of the history without a folder.")
                .hurts("A fresh database cannot be made like this one.")
                .safely("Bring the folder back, or note why it went.")
                .bad(Example.of("SELECT 1;")
                        .with(new HistoryFacts(List.of(new HistoryFacts.State(
                                "H002",
                                "20250902181313_init",
                                new Location(Path.of("migrations/20250902181313_init/migration.sql"), 1, 1),
                                "20250902181313_init: it is in the history, and not in the folder",
                                "see history")))))
                .good("SELECT 1;")
                .overAll(Told.of("H002"))
                .rule();
    }
}
