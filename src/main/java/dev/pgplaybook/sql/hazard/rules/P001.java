package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;
import java.util.Optional;

/** A partition is attached without a proof of its bounds. */
final class P001 {

    private P001() {}

    static Rule rule() {
        return Rule.error("P001", "A partition is attached without a proof of its bounds")
                .detects("""
                        ATTACH PARTITION of a table that was there before, for which no validated CHECK is known.""")
                .hurts("""
                        All its rows are read under an ACCESS EXCLUSIVE lock on it, and those of the default partition as \
                        well.""")
                .safely("""
                        A CHECK that says what the bounds say, NOT VALID and then validated, before; it is dropped \
                        afterwards.""")
                .versions("all; from PostgreSQL 12 the parent is locked less")
                .bad(
                        "ALTER TABLE measurement ATTACH PARTITION m_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');")
                .good(Example.of(
                                "ALTER TABLE measurement ATTACH PARTITION m_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');")
                        .on(Facts.of(
                                17,
                                TableFacts.of("m_2025", 60_000)
                                        .with(new Schema.Rule(
                                                "m_2025_bounds",
                                                "CHECK",
                                                List.of(),
                                                Optional.empty(),
                                                "logdate >= '2025-01-01' AND logdate < '2026-01-01'",
                                                true)))))
                .good("""
                        CREATE TABLE m_2025 (logdate date);
                        ALTER TABLE measurement ATTACH PARTITION m_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');""")
                .on(TableChange.Attach.class, (attach, scene, found) -> {
                    boolean proven = scene.schema().table(attach.partition()).stream()
                            .flatMap(t -> t.rules().stream())
                            .anyMatch(rule -> rule.kind().equals("CHECK") && rule.validated());
                    if (scene.isThere(attach.partition()) && !proven) {
                        String check = Names.made(attach.partition(), "_bounds");
                        found.hazard(
                                attach,
                                attach.partition(),
                                "all rows of " + attach.partition()
                                        + " are held against the bounds while everybody waits",
                                "ALTER TABLE " + attach.partition() + " ADD CONSTRAINT " + check
                                        + " CHECK (the bounds) NOT VALID;\n-- in the next migration\nALTER TABLE "
                                        + attach.partition() + " VALIDATE CONSTRAINT " + check
                                        + ";\n-- in the one after: ATTACH PARTITION, and drop the CHECK");
                    }
                })
                .rule();
    }
}
