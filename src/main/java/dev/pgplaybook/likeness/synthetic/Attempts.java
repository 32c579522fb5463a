package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.RowQuestion;
import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.Expression;
import dev.pgplaybook.sql.Name;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The changes of a row by which it may come into a demand's way, as UPDATEs; the likeliest first. */
record Attempts(Session session) {

    private static final int MOST = 200;

    private static final List<String> ODD = List.of(
            "",
            "-1",
            "0",
            "1",
            "-999999",
            "999999999",
            "99999999999",
            "not a value",
            "A",
            "a",
            " ",
            "1900-01-01",
            "2999-01-01",
            "00000000-0000-4000-8000-00000000dead",
            "f",
            "t",
            "{}",
            "{\"x\": null}",
            "0.001",
            "255.255.255.255");

    List<String> of(DataDemand demand, RowQuestion question) {
        String table = demand.site().table();
        if (demand instanceof DataDemand.NotNull d) {
            return List.of(update(table, d.column() + " = NULL", "true"));
        }
        if (demand instanceof DataDemand.Unique d) {
            return unique(table, present(demand), question.condition(), isPlain(d));
        }
        Set<String> values = new LinkedHashSet<>();
        if (demand instanceof DataDemand.Check d) {
            Literals.in(Expression.of("(" + d.condition() + ")"), values);
        }
        if (demand instanceof DataDemand.Conversion d) {
            values.addAll(labels(table, d.column()));
            values.add("x".repeat(300));
            values.add("12345678901");
        }
        values.addAll(ODD);
        return demand instanceof DataDemand.Reference d
                ? orphans(table, d.columns(), values)
                : each(table, present(demand), values);
    }

    private static boolean isPlain(DataDemand.Unique demand) {
        return demand.keys().stream().noneMatch(key -> key.contains("("));
    }

    /** Another row takes what the first one has; where only an expression of it must differ, in capitals too. */
    private static List<String> unique(String table, List<String> columns, String condition, boolean plain) {
        List<String> attempts = new ArrayList<>();
        for (String form : plain ? List.of("%s") : List.of("%s", "upper(%s)", "initcap(%s)")) {
            String taken = columns.stream().map(form::formatted).collect(Collectors.joining(", "));
            String first = " FROM " + table + " WHERE " + condition + " ORDER BY tableoid, ctid LIMIT 1";
            String others = "(tableoid, ctid) <> (SELECT tableoid, ctid" + first + ")";
            attempts.add(
                    update(table, "(" + String.join(", ", columns) + ") = (SELECT " + taken + first + ")", others));
        }
        return columns.isEmpty() ? List.of() : attempts;
    }

    private static List<String> orphans(String table, List<String> columns, Set<String> values) {
        return values.stream()
                .map(value -> columns.stream()
                        .map(column -> column + " = " + Identifiers.literal(value))
                        .collect(Collectors.joining(", ")))
                .map(assignments -> update(table, assignments, "true"))
                .toList();
    }

    /** One column after the other. */
    private static List<String> each(String table, List<String> columns, Set<String> values) {
        List<String> attempts = new ArrayList<>();
        for (String column : columns) {
            attempts.add(update(table, column + " = NULL", "true"));
            values.forEach(value -> attempts.add(update(table, column + " = " + Identifiers.literal(value), "true")));
        }
        return attempts.stream().limit(MOST).toList();
    }

    private static String update(String table, String assignments, String which) {
        return "UPDATE " + table + " SET " + assignments + " WHERE (tableoid, ctid) = (SELECT tableoid, ctid FROM "
                + table + " WHERE " + which + " ORDER BY tableoid DESC, ctid DESC LIMIT 1)";
    }

    /** The columns that the demand mentions, and which are there. */
    private List<String> present(DataDemand demand) {
        List<String> columns = session
                .query(
                        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0"
                                + " AND NOT attisdropped AND attgenerated = ''",
                        demand.site().table())
                .stream()
                .map(row -> row.text(0))
                .toList();
        return demand.mentions().stream()
                .map(Name::meant)
                .filter(columns::contains)
                .distinct()
                .map(Identifiers::quote)
                .toList();
    }

    private List<String> labels(String table, String column) {
        List<Row> rows = session.query(
                "SELECT e.enumlabel FROM pg_attribute AS a JOIN pg_enum AS e ON e.enumtypid = a.atttypid"
                        + " WHERE a.attrelid = to_regclass(?) AND a.attname = ? ORDER BY e.enumsortorder",
                table,
                Name.meant(column));
        return rows.stream().map(row -> row.text(0)).toList();
    }
}
