package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.likeness.synthetic.Table.ForeignKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sets the references that were left open. A table that refers to itself becomes a tree, so that whoever walks up comes to an end. */
record ClosingLinks(Session session) {

    private static final String UPDATE = """
            UPDATE %1$s AS t SET (%2$s) = ROW(%3$s)
            FROM (SELECT tableoid AS part, ctid AS place, row_number() OVER (ORDER BY %6$s) AS n FROM %1$s) AS numbered,
                 (SELECT %4$s, row_number() OVER (ORDER BY %4$s) AS n, count(*) OVER () AS total FROM %5$s) AS keys
            WHERE t.tableoid = numbered.part AND t.ctid = numbered.place AND keys.n = %7$s
            """;

    /** Gives what stayed open, if anything did. */
    Optional<String> close(Table table, ForeignKey key, Table referenced) {
        boolean nullable = table.allowsNull(key.columns());
        boolean unique = table.keys().stream().anyMatch(k -> key.columns().containsAll(k.columns()));
        String which = which(table.oid() == referenced.oid(), nullable, unique);
        try {
            session.update(UPDATE.formatted(
                    table.sql(),
                    listed(key.columns(), ""),
                    listed(key.referencedColumns(), "keys."),
                    listed(key.referencedColumns(), ""),
                    referenced.sql(),
                    order(table, key),
                    which));
            return Optional.empty();
        } catch (StatementFailedException e) {
            if (!nullable) {
                throw e;
            }
            return Optional.of(
                    key.name() + " is NULL throughout: " + e.failure().message());
        }
    }

    /** Rows count from 1, and so do the keys. */
    private static String which(boolean self, boolean nullable, boolean unique) {
        if (self) {
            String parent = unique ? "numbered.n - 1" : "numbered.n / 2";
            return nullable ? parent : "greatest(1, " + parent + ")";
        }
        return unique ? "numbered.n" : "1 + (numbered.n - 1) % keys.total";
    }

    /** By what is referred to where the table refers to itself, so that both count alike; otherwise by its first key. */
    private static String order(Table table, ForeignKey key) {
        List<String> columns = key.referenced() == table.oid()
                ? key.referencedColumns()
                : table.keys().stream()
                        .map(Table.Key::columns)
                        .filter(names -> !names.isEmpty())
                        .findFirst()
                        .orElse(List.of());
        return columns.isEmpty() ? "ctid" : listed(columns, "");
    }

    private static String listed(List<String> columns, String before) {
        return columns.stream()
                .map(column -> before + Identifiers.quote(column))
                .collect(Collectors.joining(", "));
    }
}
