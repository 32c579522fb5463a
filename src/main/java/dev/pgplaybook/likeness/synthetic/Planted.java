package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.migration.Foreseen;

/** What became of planting a row that a pending statement fails on. */
public record Planted(Foreseen foreseen, Result result, String said) {

    /** Whether there is such a row now. */
    public enum Result {
        /** A row was changed so that it is in the way. */
        PLANTED,
        /** Rows are in the way without that. */
        THERE,
        /** The schema of today forbids such a row: the statement is safe. */
        FORBIDDEN,
        /** No such row was found, though nothing is known that forbids it. */
        NOT_FOUND,
        /** What is pending changes the rows before, so that nobody knows which row would be in the way. */
        UNASKED
    }
}
