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
    private final Map<String, Map<String, String>> refills = new LinkedHashMap<>();
    private final List<Move> moves = new ArrayList<>();
    final List<String> rows = new ArrayList<>();
    final ByTable columns = new ByTable();
    final ByTable checks = new ByTable();
    final List<String> validations = new ArrayList<>();
    private final Map<String, List<String>> notNull = new LinkedHashMap<>();
    private final Map<String, List<String>> vouchers = new LinkedHashMap<>();
    final List<String> indexes = new ArrayList<>();
    final ByTable constraints = new ByTable();
    final ByTable contract = new ByTable();
    final List<String> added = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final Set<String> tables = new LinkedHashSet<>();

    /** Rows whose column is NULL get a value, in batches. */
    void fill(String table, String column, String value) {
        fills.computeIfAbsent(table, name -> new LinkedHashMap<>()).put(column, value);
    }

    /** As {@link #fill}, of a column that old code may go on leaving empty until a rule for new rows is there. */
    void fillOld(String table, String column, String value) {
        fill(table, column, value);
        refills.computeIfAbsent(table, name -> new LinkedHashMap<>()).put(column, value);
    }

    List<Fill> fills() {
        List<Fill> all = new ArrayList<>();
        fills.forEach((table, values) -> values.forEach((column, value) -> all.add(new Fill(table, column, value))));
        return all;
    }

    boolean fills(String table, String column) {
        return fills.getOrDefault(table, Map.of()).containsKey(column);
    }

    /** A column of another type takes a column's place, once it has been filled in batches. */
    void move(Move move) {
        moves.add(move);
        if (move.notNull()) {
            notNull(move.table(), move.fresh());
        }
        contract.add(move.table(), move.swap());
        notes.add(move.note());
    }

    /** NOT NULL by way of a CHECK that is validated while rows change. */
    void notNull(String table, String column) {
        String check = Names.made(column, "_not_null");
        checks.add(
                table,
                "ALTER TABLE " + table + " ADD CONSTRAINT " + check + " CHECK (" + column + " IS NOT NULL) NOT VALID;");
        validations.add("ALTER TABLE " + table + " VALIDATE CONSTRAINT " + check + ";");
        notNull.computeIfAbsent(table, name -> new ArrayList<>()).add("ALTER COLUMN " + column + " SET NOT NULL");
        vouchers.computeIfAbsent(table, name -> new ArrayList<>()).add("DROP CONSTRAINT " + check);
    }

    List<Stage> stages(StageNames names) {
        List<Stage> stages = new ArrayList<>();
        add(stages, names, "new", "what is new, and in nobody's way", expand);
        add(stages, names, "columns", "columns that may be NULL, or are the same in every row", columns);
        fills.forEach((table, values) -> stages.add(filled(names, "", table, ", in batches", values)));
        moves.forEach(move -> stages.add(new Stage(
                names.next("fill " + Names.last(move.table())),
                "the values of " + move.column() + " in their new type, in batches",
                move.batches(BATCH))));
        rows.forEach(sql -> stages.add(new Stage(names.next("rows"), "rows, in batches where it can be", sql + "\n")));
        add(stages, names, "check", "rules for new rows", checks);
        refills.forEach(
                (table, values) -> stages.add(filled(names, " again", table, " that came before the rules", values)));
        add(stages, names, "validate", "the rules held against the rows that are there", validations);
        ByTable last = new ByTable();
        notNull.forEach((table, actions) -> last.add(table, altered(table, actions)));
        // Behind it, and not in one ALTER TABLE with it: there the rules would go first, and vouch for nothing.
        vouchers.forEach((table, actions) -> last.add(table, altered(table, actions)));
        add(stages, names, "not null", "NOT NULL, which the validated rules vouch for", last);
        indexes.forEach(sql -> stages.add(new Stage(names.next("index"), "an index, beside the writers", sql + "\n")));
        add(stages, names, "constraint", "constraints made of the indexes", constraints);
        add(stages, names, "contract", "what goes", contract);
        return stages;
    }

    private static Stage filled(
            StageNames names, String ending, String table, String which, Map<String, String> values) {
        String name = names.next("fill " + Names.last(table) + ending);
        return new Stage(name, "the rows of " + table + which, batches(table, values));
    }

    private static String altered(String table, List<String> actions) {
        return "ALTER TABLE " + table + "\n  " + String.join(",\n  ", actions) + ";";
    }

    private static void add(List<Stage> stages, StageNames names, String name, String title, ByTable tables) {
        tables.statements()
                .forEach((table, statements) ->
                        add(stages, names, (name + " " + Names.last(table)).strip(), title, statements));
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
