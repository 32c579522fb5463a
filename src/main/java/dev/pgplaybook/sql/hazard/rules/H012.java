package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;
import java.util.List;

/** A migration has no migration.sql. */
final class H012 {

    private H012() {}

    static Rule rule() {
        return Rule.warning("H012", "A migration has no migration.sql")
                .detects("A folder without a migration.sql that can be read.")
                .hurts("Deploy stops there.")
                .safely("Restore the file, or delete the folder.")
                .bad(Example.of("SELECT 1;")
                        .with(new HistoryFacts(List.of(new HistoryFacts.State(
                                "H012",
                                "20250902181313_init",
                                new Location(Path.of("migrations/20250902181313_init/migration.sql"), 1, 1),
                                "20250902181313_init: it has no migration.sql that can be read",
                                "see history")))))
                .good("SELECT 1;")
                .overAll(Told.of("H012"))
                .rule();
    }
}
