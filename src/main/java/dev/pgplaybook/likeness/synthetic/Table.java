package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.sql.Expression;
import java.util.List;
import java.util.Optional;

/**
 * A table as its rows have to be.
 *
 * @param partitioned whether its rows live in partitions
 * @param partitions what each partition asks of its rows; empty where there is a default one, or where any row finds its place
 */
record Table(
        long oid,
        String schema,
        String name,
        boolean partitioned,
        List<Column> columns,
        List<Key> keys,
        List<ForeignKey> foreignKeys,
        List<Check> checks,
        List<String> partitions) {

    /**
     * A column that rows bring along.
     *
     * @param fallback its default, as printed
     */
    record Column(String name, long type, int modifier, boolean notNull, boolean identity, Optional<String> fallback) {}

    /**
     * What must be unique.
     *
     * @param columns none where it is about expressions
     * @param expressions as printed, of those that are no plain columns
     */
    record Key(String name, List<String> columns, List<String> expressions) {}

    record ForeignKey(String name, List<String> columns, long referenced, List<String> referencedColumns) {}

    record Check(String name, String condition) {}

    String sql() {
        return Identifiers.quote(schema) + "." + Identifiers.quote(name);
    }

    /** As people write it. */
    String shown() {
        return schema.equals("public") ? name : schema + "." + name;
    }

    Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    /** Whether NULL may stand in all of these, as far as the conditions are understood. */
    boolean allowsNull(List<String> names) {
        return names.stream()
                        .noneMatch(name -> column(name).map(Column::notNull).orElse(true))
                && checks.stream()
                        .map(check -> Restrictions.of(Expression.of(check.condition())))
                        .allMatch(asked ->
                                names.stream().noneMatch(name -> asked.on(name).isNotNull()));
    }
}
