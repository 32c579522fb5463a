package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.Part;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Schema;
import java.util.List;

/** A unique key leaves the partition key out. */
final class P004 {

    private P004() {}

    static Rule rule() {
        return Rule.warning("P004", "A unique key leaves the partition key out")
                .detects("""
                        A primary key, unique constraint or unique index of a partitioned table that does not hold all \
                        columns of the partition key.""")
                .hurts("PostgreSQL refuses it: it can only look into one partition.")
                .safely("Put the partition key into it.")
                .bad("CREATE TABLE measurement (id bigint PRIMARY KEY, logdate date) PARTITION BY RANGE (logdate);")
                .good(
                        "CREATE TABLE measurement (id bigint, logdate date, PRIMARY KEY (id, logdate)) PARTITION BY RANGE (logdate);")
                .on(TableChange.Create.class, (create, scene, found) -> {
                    if (!create.partitionKeys().isEmpty()) {
                        create.allConstraints().stream()
                                .filter(key -> key.kind() == Constraint.Kind.PRIMARY_KEY
                                        || key.kind() == Constraint.Kind.UNIQUE)
                                .forEach(key ->
                                        look(key.part(), key.columns(), create.partitionKeys(), create.table(), found));
                    }
                })
                .on(IndexChange.Create.class, (index, scene, found) -> {
                    if (index.unique()) {
                        scene.schema()
                                .table(index.table())
                                .filter(Schema.Table::isPartitioned)
                                .ifPresent(table ->
                                        look(index.part(), index.keys(), table.partitionKeys(), index.table(), found));
                    }
                })
                .rule();
    }

    private static void look(Part part, List<String> columns, List<String> keys, String table, Found found) {
        List<String> held = columns.stream().map(Name::meant).toList();
        List<String> missing =
                keys.stream().filter(key -> !held.contains(Name.meant(key))).toList();
        if (!missing.isEmpty()) {
            found.hazard(
                    part,
                    table,
                    table + " is partitioned by " + Advice.listed(keys) + ", which the key must hold",
                    "(" + String.join(", ", columns) + ", " + String.join(", ", missing) + ")");
        }
    }
}
