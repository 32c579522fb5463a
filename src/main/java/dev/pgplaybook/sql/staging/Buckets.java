package dev.pgplaybook.sql.staging;

import dev.pgplaybook.sql.change.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What belongs into which stage, gathered while a file is gone through. */
final class Buckets {

    private static final int BATCH = 5_000;

    final List<String> expand = new ArrayList<>();
    private final Map<String, Map<String, String>> fills = new LinkedHashMap<>();
    final List<String> rows = new ArrayList<>();
    final List<String> checks = new ArrayList<>();
    final List<String> validations = new ArrayList<>();
    private final Map<String, List<String>> notNull = new LinkedHashMap<>();
    final List<String> indexes = new ArrayList<>();
    final List<String> constraints = new ArrayList<>();
    final List<String> contract = new ArrayList<>();
    final List<String> added = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final Set<String> tables = new LinkedHashSet<>();

    /** Rows whose column is NULL get a value, in batches. */
    void fill(String table, String column, String value) {
        fills.computeIfAbsent(table, name -> new LinkedHashMap<>()).put(column, value);
    }

    boolean fills(String table, String column) {
        return fills.getOrDefault(table, Map.of()).containsKey(column);
    }

    /** NOT NULL by way of a CHECK that is validated while rows change. */
    void notNull(String table, String column) {
        String check = Names.made(column, "_not_null");
        checks.add(
                "ALTER TABLE " + table + " ADD CONSTRAINT " + check + " CHECK (" + column + " IS NOT NULL) NOT VALID;");
        validations.add("ALTER TABLE " + table + " VALIDATE CONSTRAINT " + check + ";");
        notNull.computeIfAbsent(table, name -> new ArrayList<>())
                .add("ALTER COLUMN " + column + " SET NOT NULL,\n  DROP CONSTRAINT " + check);
    }

    List<Stage> stages(StageNames names) {
        List<Stage> stages = new ArrayList<>();
        add(stages, names, "expand", "what is new, in nobody's way", expand);
        fills.forEach((table, values) -> stages.add(new Stage(
                names.next("fill " + Names.last(table)),
                "the rows of " + table + ", in batches",
                batches(table, values))));
        rows.forEach(sql -> stages.add(new Stage(names.next("rows"), "rows, in batches where it can be", sql + "\n")));
        add(stages, names, "check", "rules for new rows", checks);
        add(stages, names, "validate", "the rules held against the rows that are there", validations);
        List<String> last = new ArrayList<>();
        notNull.forEach(
                (table, actions) -> last.add("ALTER TABLE " + table + "\n  " + String.join(",\n  ", actions) + ";"));
        add(stages, names, "not null", "NOT NULL, which the validated rules vouch for", last);
        indexes.forEach(sql -> stages.add(new Stage(names.next("index"), "an index, beside the writers", sql + "\n")));
        add(stages, names, "constraint", "constraints made of the indexes", constraints);
        add(stages, names, "contract", "what goes", contract);
        return stages;
    }

    private static void add(List<Stage> stages, StageNames names, String name, String title, List<String> statements) {
        if (!statements.isEmpty()) {
            stages.add(new Stage(names.next(name), title, String.join("\n\n", statements) + "\n"));
        }
    }

    /** Each batch commits by itself, which a DO block may do where it is alone in its file. */
    private static String batches(String table, Map<String, String> values) {
        List<String> sets = new ArrayList<>();
        List<String> open = new ArrayList<>();
        values.forEach((column, value) -> {
            sets.add(column + " = coalesce(" + column + ", " + value + ")");
            open.add(column + " IS NULL");
        });
        return looped(
                "UPDATE " + table + "\n    SET " + String.join(",\n        ", sets)
                        + "\n    WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + table + " WHERE "
                        + String.join(" OR ", open) + " LIMIT " + BATCH + "))",
                "SELECT 1 FROM " + table + " WHERE " + String.join(" OR ", open));
    }

    /** @param left finds a row that is still to be done: one that moved meanwhile is met in a later round */
    static String looped(String update, String left) {
        return "DO $$\nBEGIN\n  WHILE EXISTS (" + left + ") LOOP\n    " + update
                + ";\n    COMMIT;\n  END LOOP;\nEND $$;\n";
    }
}
