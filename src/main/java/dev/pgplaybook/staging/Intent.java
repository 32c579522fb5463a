package dev.pgplaybook.staging;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.ReadStatement;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.staging.Fill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a migration means to do to what is there. Tables are named as the catalogs have them, columns behind their table's name.
 *
 * @param gone what it drops or renames: tables and columns
 * @param retyped what columns hold, in terms of before, that it gives another type or a value where they have none
 * @param written what it writes rows to itself: columns that it sets, and tables that it adds rows to or takes rows from
 * @param filled columns in which its stages give rows a value that had none, and not the same to all
 */
record Intent(List<String> gone, Map<String, String> retyped, List<String> written, List<String> filled) {

    static Intent of(Script script) {
        List<Change> changes = script.statements().stream()
                .flatMap(statement -> ReadStatement.of(statement).changes().stream())
                .toList();
        Map<String, String> retyped = new HashMap<>();
        changes.stream()
                .filter(TableChange.ChangeType.class::isInstance)
                .map(TableChange.ChangeType.class::cast)
                .forEach(change -> retyped.put(
                        column(change.table(), change.column()),
                        "CAST(" + change.using().orElse(change.column()) + " AS " + change.type() + ")"));
        return new Intent(
                changes.stream().flatMap(Intent::gone).toList(),
                retyped,
                changes.stream().flatMap(Intent::written).distinct().toList(),
                List.of());
    }

    /** With what its stages fill in columns that are there. */
    Intent filling(List<Fill> fills) {
        Map<String, String> values = new HashMap<>(retyped);
        List<String> others = new ArrayList<>();
        for (Fill fill : fills) {
            String column = column(fill.table(), fill.column());
            if (fill.isLiteral()) {
                String before = values.getOrDefault(column, fill.column());
                values.put(column, "coalesce(" + before + ", " + fill.value() + ")");
            } else {
                others.add(column);
            }
        }
        return new Intent(gone, values, written, others);
    }

    /** What a look at the rows that were there leaves out. */
    List<String> unlike() {
        return Stream.of(gone, written, filled).flatMap(List::stream).toList();
    }

    /** For a sentence, behind what is said of the rest. */
    String exception() {
        return Stream.of(said("drops or renames", gone), said("writes", written), said("fills", filled))
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining());
    }

    private static String said(String verb, List<String> names) {
        return names.isEmpty() ? "" : "; but for what it " + verb + " itself: " + String.join(", ", names);
    }

    private static Stream<String> gone(Change change) {
        if (change instanceof TableChange.DropColumn drop) {
            return Stream.of(column(drop.table(), drop.column()));
        } else if (change instanceof TableChange.RenameColumn rename) {
            return Stream.of(column(rename.table(), rename.from()));
        } else if (change instanceof TableChange.Rename rename) {
            return Stream.of(Name.meant(rename.table()));
        } else if (change instanceof ObjectChange.Drop drop && drop.kind().equals("TABLE")) {
            return drop.names().stream().map(Name::meant);
        }
        return Stream.empty();
    }

    private static Stream<String> written(Change change) {
        if (change instanceof RowChange.Update update) {
            return update.assigned().stream().map(column -> column(update.table(), column));
        }
        return change instanceof RowChange rows ? Stream.of(Name.meant(rows.table())) : Stream.empty();
    }

    private static String column(String table, String column) {
        return Name.meant(table) + "." + Name.meant(column);
    }
}
