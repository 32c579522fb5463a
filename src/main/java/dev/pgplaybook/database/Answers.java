package dev.pgplaybook.database;

import dev.pgplaybook.database.Session.Answer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a statement gave. */
final class Answers {

    private Answers() {}

    /** The last result of the statement: rows when it returns any, otherwise how many it touched. */
    static Answer of(Statement statement, boolean returnsRows) throws SQLException {
        boolean hasRows = returnsRows;
        Answer last = new Answer(List.of(), 0);
        while (hasRows || statement.getUpdateCount() >= 0) {
            last = hasRows ? rows(statement.getResultSet()) : new Answer(List.of(), statement.getLargeUpdateCount());
            hasRows = statement.getMoreResults();
        }
        return last;
    }

    private static Answer rows(ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        List<Row> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable Object> values = new ArrayList<>(columns);
            for (int column = 1; column <= columns; column++) {
                values.add(value(result, column));
            }
            rows.add(new Row(values));
        }
        return new Answer(rows, rows.size());
    }

    private static @Nullable Object value(ResultSet result, int column) throws SQLException {
        return switch (result.getMetaData().getColumnType(column)) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE ->
                Numbers.exact(result.getString(column));
            // To JDBC a bool is a bit as well. Only here is the name asked for: the driver looks into the catalog
            // before it gives one.
            case Types.BIT ->
                result.getMetaData().getColumnTypeName(column).equals("bool")
                        ? result.getObject(column)
                        : result.getString(column);
            default -> result.getString(column);
        };
    }
}
