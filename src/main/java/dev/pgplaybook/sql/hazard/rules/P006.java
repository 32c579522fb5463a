package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Numbers;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.TableFacts;

/** A change of a partitioned table locks every partition. */
final class P006 {

    private P006() {}

    static Rule rule() {
        return Rule.warning("P006", "A change of a partitioned table locks every partition")
                .needsFacts()
                .detects("""
                        A strong lock on a partitioned table with 50 partitions or more, by the target's catalogs.""")
                .hurts("""
                        Every partition is locked with it, and max_locks_per_transaction may not suffice.""")
                .safely("Have a short lock_timeout, and raise max_locks_per_transaction before.")
                .bad(Example.of("ALTER TABLE measurement ADD COLUMN note text;")
                        .on(Facts.of(
                                17, TableFacts.of("measurement", 12_000_000).partitioned(365, false))))
                .good(Example.of("ALTER TABLE measurement ADD COLUMN note text;")
                        .on(Facts.of(
                                17, TableFacts.of("measurement", 12_000_000).partitioned(12, false))))
                .on(
                        TableChange.class,
                        (change, scene, found) -> scene.schema()
                                .table(change.table())
                                .filter(table -> table.partitions() >= MANY
                                        && scene.locks(change).stream()
                                                .anyMatch(lock -> lock.mode().isStrong()
                                                        && Name.isSame(lock.table(), change.table())))
                                .ifPresent(table -> found.hazard(
                                        change,
                                        change.table(),
                                        Numbers.count(table.partitions(), "partition") + " are locked with "
                                                + change.table(),
                                        "a short lock_timeout, and a max_locks_per_transaction that suffices")))
                .rule();
    }

    private static final int MANY = 50;
}
