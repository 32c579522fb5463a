package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The keys that are there to be referred to, read from their table in their order. */
final class KeyPool {

    /** Enough for rows to spread over, and little enough to hold. */
    private static final long USUAL = 100_000;

    private KeyPool() {}

    static List<Values> read(Session session, Table table, List<String> columns, long wanted) {
        String names = columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
        String texts = columns.stream()
                .map(column -> Identifiers.quote(column) + "::text")
                .collect(Collectors.joining(", "));
        String set = columns.stream()
                .map(column -> Identifiers.quote(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        List<Row> rows = session.query("SELECT " + texts + " FROM " + table.sql() + " WHERE " + set + " ORDER BY "
                + names + " LIMIT " + Math.max(USUAL, wanted));
        List<Values> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            values.add(new ListValues(rows.stream().map(row -> row.text(column)).toList()));
        }
        return values;
    }
}
