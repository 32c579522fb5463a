package dev.pgplaybook.migration;

import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.NewColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which rows are in a demand's way, as SQL that reads alone.
 *
 * @param from what stands behind FROM, under the table's own name
 * @param condition what such a row fulfils; of a trial, the expression that fails for it
 * @param keys what such rows have in common, for {@link Form#GROUPS}
 */
public record RowQuestion(Form form, String from, String condition, List<String> keys) {

    /** Beyond this many it matters little how many there are. */
    public static final int COUNTED = 10_000;

    private static final int SHOWN = 5;

    /** How the rows are found. */
    public enum Form {
        /** Each by itself. */
        ROWS,
        /** As groups of two and more with the same keys. */
        GROUPS,
        /** By trying: the query itself fails where there is such a row. */
        TRIAL
    }

    public RowQuestion {
        keys = List.copyOf(keys);
    }

    static RowQuestion rows(String from, String condition) {
        return new RowQuestion(Form.ROWS, from, condition, List.of());
    }

    static RowQuestion trial(String from, String expression) {
        return new RowQuestion(Form.TRIAL, from, expression, List.of());
    }

    static RowQuestion unique(String from, DataDemand.Unique demand) {
        List<String> conditions = new ArrayList<>();
        demand.where().ifPresent(where -> conditions.add("(" + where + ")"));
        if (!demand.nullsEqual()) {
            demand.keys().forEach(key -> conditions.add("(" + key + ") IS NOT NULL"));
        }
        String condition = conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
        return new RowQuestion(Form.GROUPS, from, condition, demand.keys());
    }

    /** @param referenced the columns that are referred to; none where the table is still to be made, and has no row */
    static RowQuestion reference(String from, DataDemand.Reference demand, List<String> referenced) {
        String table = lastName(demand.site().table());
        String allSet = demand.columns().stream()
                .map(column -> table + "." + column + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < referenced.size(); i++) {
            equal.add("referenced." + referenced.get(i) + " = " + table + "."
                    + demand.columns().get(i));
        }
        String orphan = equal.isEmpty()
                ? allSet
                : allSet + " AND NOT EXISTS (SELECT 1 FROM " + demand.referenced() + " AS referenced WHERE "
                        + String.join(" AND ", equal) + ")";
        String row = "(" + String.join(", ", demand.columns()) + ")";
        String halfSet = "NOT (ROW" + row + " IS NULL) AND NOT (ROW" + row + " IS NOT NULL)";
        return rows(from, demand.full() ? "(" + orphan + ") OR (" + halfSet + ")" : orphan);
    }

    /** The table, with columns that are still to be added as what its rows will hold in them. */
    static String from(String table, List<NewColumn> added) {
        if (added.isEmpty()) {
            return table;
        }
        String columns = added.stream()
                .map(column ->
                        "CAST(" + column.value().orElse("NULL") + " AS " + column.type() + ") AS " + column.column())
                .collect(Collectors.joining(", "));
        return "(SELECT *, " + columns + " FROM " + table + ") AS " + lastName(table);
    }

    /** Whether there is one; a trial gives false, or fails. */
    public String exists() {
        return switch (form) {
            case ROWS -> "SELECT EXISTS (" + matching("1") + ")";
            case GROUPS -> "SELECT EXISTS (" + groups("1") + ")";
            case TRIAL -> "SELECT count(" + condition + ") < 0 FROM " + from;
        };
    }

    /** How many there are, up to one more than {@link #COUNTED}. */
    public String count() {
        return switch (form) {
            case ROWS -> "SELECT count(*) FROM (" + matching("1") + " LIMIT " + (COUNTED + 1) + ") AS found";
            case GROUPS ->
                "SELECT coalesce(sum(n), 0) FROM (" + groups("count(*) AS n") + " LIMIT " + (COUNTED + 1)
                        + ") AS found";
            case TRIAL -> exists();
        };
    }

    /**
     * The first few of them, for the operator.
     *
     * @param primaryKey by which a row is known; none for all of its columns
     */
    public String show(List<String> primaryKey) {
        String columns = primaryKey.isEmpty() ? "*" : String.join(", ", primaryKey);
        return switch (form) {
            case ROWS -> matching(columns) + " LIMIT " + SHOWN;
            case GROUPS -> groups(String.join(", ", keys) + ", count(*)") + " ORDER BY count(*) DESC LIMIT " + SHOWN;
            case TRIAL -> "SELECT " + condition + " FROM " + from;
        };
    }

    private String matching(String columns) {
        return "SELECT " + columns + " FROM " + from + " WHERE " + condition;
    }

    private String groups(String columns) {
        return matching(columns) + " GROUP BY " + String.join(", ", keys) + " HAVING count(*) > 1";
    }

    private static String lastName(String table) {
        int dot = table.endsWith("\"") ? table.lastIndexOf(".\"") : table.lastIndexOf('.');
        return table.substring(dot + 1);
    }

    /** The name as people read it. */
    static String shown(String name) {
        return Name.meant(name);
    }
}
