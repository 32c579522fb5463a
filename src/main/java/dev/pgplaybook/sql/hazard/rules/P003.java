package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;

/** An index of a partitioned table cannot be built CONCURRENTLY. */
final class P003 {

    private P003() {}

    static Rule rule() {
        return Rule.error("P003", "An index of a partitioned table cannot be built CONCURRENTLY")
                .detects("CREATE INDEX CONCURRENTLY on a table that is known to be partitioned.")
                .hurts("PostgreSQL refuses it with SQLSTATE 0A000.")
                .safely("""
                        CREATE INDEX ON ONLY the parent, one CONCURRENTLY on each partition, and ALTER INDEX … ATTACH \
                        PARTITION.""")
                .bad("""
                        CREATE TABLE measurement (logdate date) PARTITION BY RANGE (logdate);
                        CREATE INDEX CONCURRENTLY measurement_logdate_idx ON measurement (logdate);""")
                .good("CREATE INDEX measurement_logdate_idx ON ONLY measurement (logdate);")
                .on(IndexChange.Create.class, (index, scene, found) -> {
                    if (index.concurrently()
                            && !index.only()
                            && scene.schema()
                                    .table(index.table())
                                    .filter(Schema.Table::isPartitioned)
                                    .isPresent()) {
                        String keys = String.join(", ", index.keys());
                        found.hazard(
                                index,
                                index.table(),
                                index.table() + " is partitioned, where CONCURRENTLY is refused (SQLSTATE 0A000)",
                                "CREATE INDEX " + index.shownName() + " ON ONLY " + index.table() + " (" + keys
                                        + ");\n-- then for each partition, in migrations of their own\nCREATE INDEX CONCURRENTLY … ON partition ("
                                        + keys + ");\nALTER INDEX " + index.shownName() + " ATTACH PARTITION …;");
                    }
                })
                .rule();
    }
}
