package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A default partition grows, and is in the way. */
final class P005 {

    private P005() {}

    static Rule rule() {
        return Rule.warning("P005", "A default partition grows, and is in the way")
                .detects("A default partition that is made or attached.")
                .hurts("""
                        What no other partition takes piles up there. Each new partition has to be held against all its \
                        rows, and DETACH … CONCURRENTLY is not to be had.""")
                .safely("Make partitions ahead of time, and watch the default one.")
                .bad("CREATE TABLE m_default PARTITION OF measurement DEFAULT;")
                .good("CREATE TABLE m_2025 PARTITION OF measurement FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');")
                .on(TableChange.Create.class, (create, scene, found) -> {
                    if (create.isDefault()) {
                        found.hazard(
                                create,
                                create.parent().orElse(""),
                                "each new partition of " + create.parent().orElse("") + " is held against all rows of "
                                        + create.table(),
                                "make partitions ahead of time, and alarm on any row in " + create.table());
                    }
                })
                .on(TableChange.Attach.class, (attach, scene, found) -> {
                    if (attach.isDefault()) {
                        found.hazard(
                                attach,
                                attach.table(),
                                "each new partition of " + attach.table() + " is held against all rows of "
                                        + attach.partition(),
                                "make partitions ahead of time, and alarm on any row in " + attach.partition());
                    }
                })
                .rule();
    }
}
