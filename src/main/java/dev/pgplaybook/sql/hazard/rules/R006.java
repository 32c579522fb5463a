package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;

/** A statement left something half done. */
final class R006 {

    private R006() {}

    static Rule rule() {
        return Rule.warning("R006", "A statement left something half done")
                .detects("""
                        An invalid index or a constraint that is not validated, left behind by a run on a sandbox.""")
                .hurts("The index serves nobody, and the constraint vouches for nothing.")
                .safely("Build or validate it in a migration behind.")
                .bad(Example.of("UPDATE trades SET direction = 'UP';")
                        .seen(new Observed(
                                Observed.Kind.LEFT_HALF_DONE,
                                new Location(Path.of("migration.sql"), 1, 1),
                                "trades",
                                "the index trades_symbol_idx is invalid")))
                .good("UPDATE trades SET direction = 'UP';")
                .overAll(Told.of(Observed.Kind.LEFT_HALF_DONE))
                .rule();
    }
}
