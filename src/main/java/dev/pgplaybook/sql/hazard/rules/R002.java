package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;

/** A rewrite that nobody foresaw. */
final class R002 {

    private R002() {}

    static Rule rule() {
        return Rule.error("R002", "A rewrite that nobody foresaw")
                .detects("""
                        A table that got a new file on the disk on a sandbox, though no statement was foreseen to write it \
                        anew.""")
                .hurts("The table stands still while it is written.")
                .safely("Find what writes it, and do it in batches.")
                .bad(Example.of("UPDATE trades SET direction = 'UP';")
                        .seen(new Observed(
                                Observed.Kind.UNPREDICTED_REWRITE,
                                new Location(Path.of("migration.sql"), 1, 1),
                                "trades",
                                "trades was written anew, 60,000 rows")))
                .good("UPDATE trades SET direction = 'UP';")
                .overAll(Told.of(Observed.Kind.UNPREDICTED_REWRITE))
                .rule();
    }
}
