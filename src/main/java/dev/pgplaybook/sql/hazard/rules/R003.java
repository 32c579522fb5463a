package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;

/** What was foreseen did not happen. */
final class R003 {

    private R003() {}

    static Rule rule() {
        return Rule.info("R003", "What was foreseen did not happen")
                .detects("A lock or a rewrite that was foreseen, and not seen on the sandbox.")
                .hurts("Nothing; but the sandbox may not be like the target.")
                .safely("Hold the sandbox against the target.")
                .bad(Example.of("UPDATE trades SET direction = 'UP';")
                        .seen(new Observed(
                                Observed.Kind.NOT_OBSERVED,
                                new Location(Path.of("migration.sql"), 1, 1),
                                "trades",
                                "no rewrite of trades was seen")))
                .good("UPDATE trades SET direction = 'UP';")
                .overAll(Told.of(Observed.Kind.NOT_OBSERVED))
                .rule();
    }
}
