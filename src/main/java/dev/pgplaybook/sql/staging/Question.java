package dev.pgplaybook.sql.staging;

import dev.pgplaybook.sql.change.Part;

/**
 * A value that the file does not say: what the rows that are there are to hold.
 *
 * @param id the table and the column, as an answer names it
 */
public record Question(String id, String table, String column, String type, Part part) {

    public String text() {
        return "What are the rows of " + table + " that are there to hold in " + column + " (" + type
                + ")? An SQL expression, such as '' or 0";
    }
}
