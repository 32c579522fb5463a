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
     * @param unlike what is not looked at, as it will go, get another name or be written to: tables, and columns behind their table's name
     * @param retyped the values, in their new type, of columns that will have another one, by the same names
     * @throws dev.pgplaybook.database.StatementFailedException where a value cannot have its new type
     */
    static OldRows of(Session session, List<String> tables, List<String> unlike, Map<String, String> retyped) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String table : tables) {
            if (unlike.contains(Name.meant(table))) {
                continue;
            }
            List<String> names = session
                    .query(
                            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped"
                                    + " ORDER BY attnum",
                            table)
                    .stream()
                    .map(row -> Identifiers.quote(row.text(0)))
                    .filter(name -> !unlike.contains(Name.meant(table) + "." + Name.meant(name)))
                    .toList();
            columns.put(table, names);
            values.put(
                    table,
                    names.stream()
                            .map(name -> retyped.getOrDefault(Name.meant(table) + "." + Name.meant(name), name))
                            .toList());
        }
        return new OldRows(columns, sums(session, values));
    }

    /** The same columns, later. */
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
