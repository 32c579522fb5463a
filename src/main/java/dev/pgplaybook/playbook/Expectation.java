package dev.pgplaybook.playbook;

import java.util.List;

/** What a query must answer, or how many rows a statement must touch. */
public sealed interface Expectation {

    /** Exactly one row of one column with this value. */
    record ValueIs(Scalar value) implements Expectation {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** Exactly these rows, in this order. */
    record RowsAre(List<List<Scalar>> rows) implements Expectation {
        @Override
        public String toString() {
            return rows.toString();
        }
    }

    /** This many rows: returned by a query, touched by any other statement. */
    record RowCountIs(long rows) implements Expectation {
        @Override
        public String toString() {
            return rows == 1 ? "1 row" : rows + " rows";
        }
    }
}
