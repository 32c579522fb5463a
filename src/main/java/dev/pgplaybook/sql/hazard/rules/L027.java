package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.TableFacts;

/** A large table is locked. */
final class L027 {

    private L027() {}

    static Rule rule() {
        return Rule.info("L027", "A large table is locked")
                .needsFacts()
                .detects("A strong lock on a table of 100,000 rows or more, by the target's own numbers.")
                .hurts("""
                        The larger the table, the more depend on it, and the longer whatever happens under the lock.""")
                .safely("Choose the hour, and have a lock_timeout.")
                .versions("all")
                .bad(Example.of("ALTER TABLE trades ADD COLUMN note text;")
                        .on(Facts.of(17, TableFacts.of("trades", 12_000_000))))
                .good(Example.of("ALTER TABLE trades ADD COLUMN note text;")
                        .on(Facts.of(17, TableFacts.of("trades", 500))))
                .on(
                        Change.class,
                        (change, scene, found) -> scene.locks(change).stream()
                                .filter(lock -> lock.mode().isStrong()
                                        && scene.schema().rows(lock.table()).orElse(0) >= LARGE)
                                .findFirst()
                                .ifPresent(lock -> {
                                    boolean said = scene.seen().stream()
                                            .anyMatch(seen -> seen.locks().stream()
                                                    .anyMatch(l -> l.mode().isStrong()
                                                            && Name.isSame(l.table(), lock.table())));
                                    if (!said) {
                                        found.hazard(
                                                change,
                                                lock.table(),
                                                lock.table() + " is locked in "
                                                        + lock.mode().words() + " mode",
                                                "choose the hour, and keep the lock_timeout short");
                                    }
                                }))
                .rule();
    }

    private static final long LARGE = 100_000;
}
