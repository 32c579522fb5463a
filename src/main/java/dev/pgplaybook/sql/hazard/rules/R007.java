package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;

/** A statement writes more than there is room for. */
final class R007 {

    private R007() {}

    static Rule rule() {
        return Rule.warning("R007", "A statement writes more than there is room for")
                .detects("WAL or temporary files above the limit, as measured on a sandbox.")
                .hurts("Replicas fall behind, and the disk fills.")
                .safely("In batches.")
                .bad(Example.of("UPDATE trades SET direction = 'UP';")
                        .seen(new Observed(
                                Observed.Kind.TOO_MUCH_WRITTEN,
                                new Location(Path.of("migration.sql"), 1, 1),
                                "trades",
                                "it writes 2.1 GB of WAL")))
                .good("UPDATE trades SET direction = 'UP';")
                .overAll(Told.of(Observed.Kind.TOO_MUCH_WRITTEN))
                .rule();
    }
}
