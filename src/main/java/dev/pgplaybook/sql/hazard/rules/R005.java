package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;

/** The schema behind the migration is another than the declared one. */
final class R005 {

    private R005() {}

    static Rule rule() {
        return Rule.error("R005", "The schema behind the migration is another than the declared one")
                .detects("A fingerprint behind the run on a sandbox that is not the expected one.")
                .hurts("Code meets a schema that nobody has declared.")
                .safely("Look at the drift, and put it into the migration.")
                .bad(Example.of("UPDATE trades SET direction = 'UP';")
                        .seen(new Observed(
                                Observed.Kind.OTHER_SCHEMA,
                                new Location(Path.of("migration.sql"), 1, 1),
                                "trades",
                                "the index trades_symbol_idx is missing")))
                .good("UPDATE trades SET direction = 'UP';")
                .overAll(Told.of(Observed.Kind.OTHER_SCHEMA))
                .rule();
    }
}
