package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;
import java.util.List;

/** The history has a migration twice. */
final class H005 {

    private H005() {}

    static Rule rule() {
        return Rule.warning("H005", "The history has a migration twice")
                .detects("More than one row for one name that are not rolled back.")
                .hurts("Which of them is true, nothing says.")
                .safely("Delete the one that is not, after a look at both.")
                .bad(Example.of("SELECT 1;")
                        .with(new HistoryFacts(List.of(new HistoryFacts.State(
                                "H005",
                                "20250902181313_init",
                                new Location(Path.of("migrations/20250902181313_init/migration.sql"), 1, 1),
                                "20250902181313_init: the history has it twice",
                                "see history")))))
                .good("SELECT 1;")
                .overAll(Told.of("H005"))
                .rule();
    }
}
