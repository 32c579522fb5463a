package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Severity;

/** A partition may hold rows outside its bounds. */
final class V006 {

    private V006() {}

    static Rule rule() {
        return Rule.warning("V006", "A partition may hold rows outside its bounds")
                .detects("ATTACH PARTITION of a table that was there before.")
                .hurts("""
                        The migration fails where a row of the table is outside the bounds, or where the default partition \
                        holds a row that belongs into it.""")
                .safely("Ask both first.")
                .bad(
                        "ALTER TABLE measurement ATTACH PARTITION m_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');")
                .good("""
                        CREATE TABLE m_2025 (logdate date);
                        ALTER TABLE measurement ATTACH PARTITION m_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');""")
                .on(TableChange.Attach.class, (attach, scene, found) -> {
                    if (scene.isThere(attach.partition())) {
                        found.precheck(
                                Severity.WARNING,
                                attach.part(),
                                attach.partition(),
                                "it fails where a row of " + attach.partition()
                                        + " is outside the bounds, or the default partition holds one that is inside",
                                "SELECT count(*) FROM " + attach.partition() + " -- WHERE NOT (the bounds)");
                    }
                })
                .rule();
    }
}
