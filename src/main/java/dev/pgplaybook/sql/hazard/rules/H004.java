package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;
import java.util.List;

/** Deploy will apply a migration again. */
final class H004 {

    private H004() {}

    static Rule rule() {
        return Rule.warning("H004", "Deploy will apply a migration again")
                .detects("A migration that was rolled back and whose folder is still there.")
                .hurts("It runs once more, over whatever the first attempt has left.")
                .safely("Make sure that it can, or mark it as applied.")
                .bad(Example.of("SELECT 1;")
                        .with(new HistoryFacts(List.of(new HistoryFacts.State(
                                "H004",
                                "20250902181313_init",
                                new Location(Path.of("migrations/20250902181313_init/migration.sql"), 1, 1),
                                "20250902181313_init: it was rolled back, and deploy applies it again",
                                "see history")))))
                .good("SELECT 1;")
                .overAll(Told.of("H004"))
                .rule();
    }
}
