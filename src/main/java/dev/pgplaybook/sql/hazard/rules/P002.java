package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;

/** A partition is detached while everybody waits. */
final class P002 {

    private P002() {}

    static Rule rule() {
        return Rule.error("P002", "A partition is detached while everybody waits")
                .detects("DETACH PARTITION without CONCURRENTLY.")
                .hurts("The whole partitioned table is locked against everybody.")
                .safely("""
                        DETACH PARTITION … CONCURRENTLY, outside a transaction; it is not to be had while there is a default \
                        partition.""")
                .versions("CONCURRENTLY from PostgreSQL 14")
                .bad("ALTER TABLE measurement DETACH PARTITION m_2020;")
                .good("ALTER TABLE measurement DETACH PARTITION m_2020 CONCURRENTLY;")
                .good(Example.of("ALTER TABLE measurement DETACH PARTITION m_2020;")
                        .on(Facts.of(13, TableFacts.of("measurement", 60_000).partitioned(4, false))))
                .on(TableChange.Detach.class, (detach, scene, found) -> {
                    boolean possible = scene.facts().isAtLeast(14);
                    boolean hasDefault = scene.schema()
                            .table(detach.table())
                            .filter(Schema.Table::hasDefaultPartition)
                            .isPresent();
                    if (!detach.concurrently() && !detach.finalizes() && possible && scene.isThere(detach.table())) {
                        found.hazard(
                                detach,
                                detach.table(),
                                "all of " + detach.table() + " is locked against everybody",
                                hasDefault
                                        ? "its default partition keeps CONCURRENTLY out: keep the lock_timeout short"
                                        : "ALTER TABLE " + detach.table() + " DETACH PARTITION " + detach.partition()
                                                + " CONCURRENTLY;");
                    }
                })
                .rule();
    }
}
