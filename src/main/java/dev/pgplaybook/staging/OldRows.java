package dev.pgplaybook.staging;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.sql.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the tables hold in the columns that they had before: how many rows, and a sum over all their values. */
record OldRows(Map<String, List<String>> columns, Map<String, String> sums) {

    /**
     * As they are now.
     *
     * @param gone what will go or get another name, and is not looked at: tables, and columns behind their table's name
     */
    static OldRows of(Session session, List<String> tables, List<String> gone) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (String table : tables) {
            if (gone.contains(Name.meant(table))) {
                continue;
            }
            List<String> names = session
                    .query(
                            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped"
                                    + " ORDER BY attnum",
                            table)
                    .stream()
                    .map(row -> Identifiers.quote(row.text(0)))
                    .filter(name -> !gone.contains(Name.meant(table) + "." + Name.meant(name)))
                    .toList();
            columns.put(table, names);
        }
        return new OldRows(columns, sums(session, columns));
    }

    /** The same columns, later; one that has another type is another sum. */
    OldRows again(Session session) {
        return new OldRows(columns, sums(session, columns));
    }

    private static Map<String, String> sums(Session session, Map<String, List<String>> columns) {
        Map<String, String> sums = new LinkedHashMap<>();
        columns.forEach((table, names) -> {
            String row = names.isEmpty()
                    ? "''"
                    : names.stream().map(name -> name + "::text").collect(Collectors.joining(", ", "ROW(", ")::text"));
            sums.put(
                    table,
                    session.one("SELECT count(*) || ' rows, ' || coalesce(sum(hashtextextended(" + row
                                    + ", 0)::numeric), 0)::text FROM " + table)
                            .text(0));
        });
        return sums;
    }

    boolean sameAs(OldRows other) {
        return sums.equals(other.sums);
    }
}
