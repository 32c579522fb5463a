package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.likeness.Table.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The masks of a sample by the columns that they cover.
 *
 * @param byTable by the number of the table that a partition belongs to, so that no partition escapes
 */
record Masks(Map<Long, Map<String, Masked>> byTable) {

    /** @param expression what is selected in the column's place */
    record Masked(Mask mask, String expression) {}

    Optional<Masked> of(Table table, String column) {
        return Optional.ofNullable(byTable.getOrDefault(table.root(), Map.of()).get(column));
    }

    /** The column of {@code t} as it leaves its server. */
    String value(Table table, String column) {
        return of(table, column).map(Masked::expression).orElseGet(() -> "t." + Identifiers.quote(column));
    }

    String values(Table table) {
        List<Column> stored = table.stored();
        return stored.stream().map(column -> value(table, column.name())).collect(Collectors.joining(", "));
    }
}
