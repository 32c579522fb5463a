package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;
import java.util.List;

/** A migration was edited after it was applied. */
final class H001 {

    private H001() {}

    static Rule rule() {
        return Rule.error("H001", "A migration was edited after it was applied")
                .detects("A file whose SHA-256 is not the one in the history.")
                .hurts("""
                        What the file says is not what the database has been through; a fresh database gets another schema.""")
                .safely("Put the file back as it was, and write what is missing into a new migration.")
                .bad(Example.of("SELECT 1;")
                        .with(new HistoryFacts(List.of(new HistoryFacts.State(
                                "H001",
                                "20250902181313_init",
                                new Location(Path.of("migrations/20250902181313_init/migration.sql"), 1, 1),
                                "20250902181313_init: its file was edited since",
                                "see history")))))
                .good("SELECT 1;")
                .overAll(Told.of("H001"))
                .rule();
    }
}
