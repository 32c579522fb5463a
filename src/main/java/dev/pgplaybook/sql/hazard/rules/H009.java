package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.file.Path;
import java.util.List;

/** A file differs from what was applied in its line breaks alone. */
final class H009 {

    private H009() {}

    static Rule rule() {
        return Rule.info("H009", "A file differs from what was applied in its line breaks alone")
                .detects("""
                        A file that has the recorded SHA-256 only with its line breaks turned between LF and CRLF.""")
                .hurts("""
                        Nothing here or in Prisma, which takes it for the same; other tools say that it was edited.""")
                .safely("Keep line breaks as they are: a line *.sql text eol=lf in .gitattributes.")
                .bad(Example.of("SELECT 1;")
                        .with(new HistoryFacts(List.of(new HistoryFacts.State(
                                "H009",
                                "20250902181313_init",
                                new Location(Path.of("migrations/20250902181313_init/migration.sql"), 1, 1),
                                "20250902181313_init: its line breaks are CRLF now",
                                "see history")))))
                .good("SELECT 1;")
                .overAll(Told.of("H009"))
                .rule();
    }
}
