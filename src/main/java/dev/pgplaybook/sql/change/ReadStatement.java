package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Statement;
import java.util.List;

/**
 * A statement with what it changes.
 *
 * @param changes in the order in which they stand; at least one
 * @param whole whether every word of it was understood; otherwise a grammar has to say whether it is SQL at all
 */
public record ReadStatement(Statement statement, List<Change> changes, boolean whole) {

    public ReadStatement {
        changes = List.copyOf(changes);
    }

    /** Reads by the lexer's tokens; never fails. */
    public static ReadStatement of(Statement statement) {
        Taken taken = new Taken(statement);
        StatementReader.read(taken);
        if (taken.changes().isEmpty()) {
            taken.add(new Change.Other(Part.of(statement), statement.verb()));
        }
        return new ReadStatement(statement, taken.changes(), taken.whole());
    }
}
