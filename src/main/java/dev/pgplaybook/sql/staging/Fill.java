package dev.pgplaybook.sql.staging;

import java.util.regex.Pattern;

/**
 * What rows get in a column where they have none.
 *
 * @param table as the migration calls it, and so its column
 * @param value an SQL expression
 */
public record Fill(String table, String column, String value) {

    private static final Pattern LITERAL =
            Pattern.compile("(?i)'(?:[^']|'')*'(?:::[a-z_ ]+)?|[+-]?[0-9.]+|true|false|null");

    /** Whether it is the same for every row, whenever it is asked for. */
    public boolean isLiteral() {
        return LITERAL.matcher(value.strip()).matches();
    }
}
