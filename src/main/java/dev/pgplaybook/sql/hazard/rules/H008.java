package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.hazard.Rule;

/** A migration holds no statement. */
final class H008 {

    private H008() {}

    static Rule rule() {
        return Rule.warning("H008", "A migration holds no statement")
                .detects("A file that is empty or holds comments alone.")
                .hurts("""
                        It is recorded as applied and has done nothing; the statement that somebody meant to write is \
                        missing.""")
                .safely("Write it, or delete the folder before it is applied anywhere.")
                .bad("-- This is an empty migration.")
                .good("SELECT 1;")
                .atEnd((scene, found) -> {
                    if (scene.script().isEmpty() && scene.file().isMigration()) {
                        found.at(
                                scene.file().source().locate(0),
                                scene.file().name() + " holds no statement",
                                "write it, or delete the folder before it is applied anywhere");
                    }
                })
                .rule();
    }
}
