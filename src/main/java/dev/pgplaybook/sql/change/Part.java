package dev.pgplaybook.sql.change;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.Clause;
import dev.pgplaybook.sql.Statement;

/**
 * A stretch of a statement: an action of an ALTER TABLE, a column's definition, or all of it.
 *
 * @param start offset in the statement's source, as is {@code end}
 */
public record Part(Statement statement, int start, int end) {

    public static Part of(Statement statement) {
        return new Part(statement, statement.start(), statement.end());
    }

    static Part of(Clause clause) {
        return new Part(clause.statement(), clause.offset(), clause.endOffset());
    }

    public Location location() {
        return statement.source().locate(start);
    }

    /** As it is written. */
    public String text() {
        return statement.source().text().substring(start, end);
    }
}
