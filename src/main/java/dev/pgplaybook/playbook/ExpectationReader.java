package dev.pgplaybook.playbook;

import java.util.List;

/** Reads what a query must answer. */
final class ExpectationReader {

    private ExpectationReader() {}

    static Expectation read(Field field) {
        if (field.isMapping()) {
            Field rows = field.fields(Shape.ROW_COUNT).require("rows", "write {rows: 1}");
            return new Expectation.RowCountIs(Values.whole(rows, 0, Integer.MAX_VALUE));
        }
        if (field.isList()) {
            return new Expectation.RowsAre(
                    field.items().stream().map(ExpectationReader::row).toList());
        }
        return new Expectation.ValueIs(field.scalar("a value"));
    }

    private static List<Scalar> row(Field field) {
        if (!field.isList()) {
            field.wrongType("a list", "rows are lists of values: [[1, a], [2, b]]");
            return List.of();
        }
        return field.items().stream().map(item -> item.scalar("a value")).toList();
    }
}
