package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Identifiers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table that rows are taken from.
 *
 * @param root the table whose partition it is, at the top; itself for all others
 * @param partitioned whether its rows are in partitions; otherwise those of tables that inherit from it are not its own
 * @param sampled whether it is sampled by itself; a partition is sampled with its root
 * @param bytes of its heap, partitions included
 * @param rows as the server last estimated; 0 where it does not know
 * @param key the columns of its primary key
 */
record Table(
        long oid,
        long root,
        String schema,
        String name,
        boolean partitioned,
        boolean sampled,
        long bytes,
        long rows,
        List<Column> columns,
        List<String> key) {

    /** For a reader. */
    String label() {
        return schema.equals("public") ? name : schema + "." + name;
    }

    String sql() {
        return Identifiers.quote(schema) + "." + Identifiers.quote(name);
    }

    /** Its own rows alone, as {@code t}. */
    String from() {
        return (partitioned ? "" : "ONLY ") + sql() + " AS t";
    }

    Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    /** The columns that hold a value of their own: what is generated is generated again. */
    List<Column> stored() {
        return columns.stream().filter(column -> !column.generated()).toList();
    }

    String copyIn() {
        return "COPY " + sql() + " ("
                + stored().stream()
                        .map(column -> Identifiers.quote(column.name()))
                        .collect(Collectors.joining(", "))
                + ") FROM STDIN";
    }

    /**
     * One of its columns.
     *
     * @param type as it is written in SQL
     * @param base the same without the domains around it
     * @param unique whether a unique index looks at it
     */
    record Column(String name, String type, String base, boolean notNull, boolean generated, boolean unique) {}
}
