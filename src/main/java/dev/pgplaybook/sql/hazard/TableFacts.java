package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.hazard.Schema.Column;
import dev.pgplaybook.sql.hazard.Schema.Index;
import dev.pgplaybook.sql.hazard.Schema.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the catalogs say of a table. Names are as SQL writes them: with quotes where they need them.
 *
 * @param rows about how many it holds; absent where nobody knows
 * @param partitions how many it has, where it is partitioned
 * @param replicaIdentity the index that is its replica identity, where one is
 */
public record TableFacts(
        String name,
        OptionalLong rows,
        List<Column> columns,
        List<Index> indexes,
        List<Rule> rules,
        boolean partitioned,
        int partitions,
        boolean hasDefaultPartition,
        Optional<String> replicaIdentity) {

    public TableFacts {
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        rules = List.copyOf(rules);
    }

    /** A table with so many rows. */
    public static TableFacts of(String name, long rows) {
        return new TableFacts(
                name, OptionalLong.of(rows), List.of(), List.of(), List.of(), false, 0, false, Optional.empty());
    }

    public TableFacts column(String column, String type) {
        return with(new Column(column, type, false, Optional.empty(), false, 0));
    }

    public TableFacts with(Column column) {
        return new TableFacts(
                name,
                rows,
                joined(columns, column),
                indexes,
                rules,
                partitioned,
                partitions,
                hasDefaultPartition,
                replicaIdentity);
    }

    public TableFacts with(Index index) {
        return new TableFacts(
                name,
                rows,
                columns,
                joined(indexes, index),
                rules,
                partitioned,
                partitions,
                hasDefaultPartition,
                replicaIdentity);
    }

    public TableFacts with(Rule rule) {
        return new TableFacts(
                name,
                rows,
                columns,
                indexes,
                joined(rules, rule),
                partitioned,
                partitions,
                hasDefaultPartition,
                replicaIdentity);
    }

    public TableFacts partitioned(int count, boolean withDefault) {
        return new TableFacts(name, rows, columns, indexes, rules, true, count, withDefault, replicaIdentity);
    }

    public TableFacts identifiedBy(String index) {
        return new TableFacts(
                name, rows, columns, indexes, rules, partitioned, partitions, hasDefaultPartition, Optional.of(index));
    }

    private static <T> List<T> joined(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }

    /** In a line, for a page. */
    String line() {
        List<String> parts = new ArrayList<>();
        rows.ifPresent(count -> parts.add(Numbers.grouped(count) + " rows"));
        columns.forEach(
                column -> parts.add(column.name() + " " + column.type() + (column.notNull() ? " NOT NULL" : "")));
        indexes.forEach(index -> parts.add((index.valid() ? "" : "invalid ") + "index " + index.name() + " ("
                + String.join(", ", index.columns()) + ")"));
        rules.forEach(rule -> parts.add("constraint " + rule.name()));
        if (partitioned) {
            parts.add(partitions + " partitions" + (hasDefaultPartition ? ", one of them the default" : ""));
        }
        replicaIdentity.ifPresent(index -> parts.add("replica identity " + index));
        return "the table " + name + ": " + String.join("; ", parts);
    }
}
