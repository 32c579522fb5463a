package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;
import java.util.List;

/** A pending migration is older than the last one applied. */
final class H006 {

    private H006() {}

    static Rule rule() {
        return Rule.warning("H006", "A pending migration is older than the last one applied")
                .detects("A pending migration whose name comes before one that is applied.")
                .hurts("""
                        It runs after migrations that were written later, here; and before them on a fresh database.""")
                .safely("Give it a new name that puts it last.")
                .bad(Example.of("SELECT 1;")
                        .with(new HistoryFacts(List.of(new HistoryFacts.State(
                                "H006",
                                "20250902181313_init",
                                new Location(Path.of("migrations/20250902181313_init/migration.sql"), 1, 1),
                                "20250902181313_init: it comes before 20251119194448_add_admin, which is applied",
                                "see history")))))
                .good("SELECT 1;")
                .overAll(Told.of("H006"))
                .rule();
    }
}
