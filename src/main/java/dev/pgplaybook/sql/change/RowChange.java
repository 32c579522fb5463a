package dev.pgplaybook.sql.change;

import java.util.List;
import java.util.Optional;

/** What is done to rows. */
public sealed interface RowChange extends Change {

    String table();

    /** The functions that it calls, in small letters, and CURRENT_TIMESTAMP and its like among them. */
    List<String> calls();

    /**
     * Rows get other values.
     *
     * @param assigned the columns that get them, in the order in which they stand
     * @param where its condition; absent for all rows
     * @param joined whether FROM, USING or a sub-query in the condition chooses among the rows
     */
    record Update(
            Part part,
            String table,
            List<String> assigned,
            Optional<String> where,
            boolean joined,
            boolean limited,
            List<String> calls)
            implements RowChange {

        public Update {
            assigned = List.copyOf(assigned);
            calls = List.copyOf(calls);
        }
    }

    record Delete(Part part, String table, Optional<String> where, boolean joined, boolean limited, List<String> calls)
            implements RowChange {

        public Delete {
            calls = List.copyOf(calls);
        }
    }

    /**
     * Rows are added.
     *
     * @param columns those listed; none where all are meant
     * @param fromQuery whether a query makes them
     * @param onConflict whether a row that is there already is no failure
     * @param overriding OVERRIDING SYSTEM VALUE
     */
    record Insert(
            Part part,
            String table,
            List<String> columns,
            boolean fromQuery,
            boolean onConflict,
            boolean overriding,
            List<String> calls)
            implements RowChange {

        public Insert {
            columns = List.copyOf(columns);
            calls = List.copyOf(calls);
        }
    }

    /** COPY … FROM, and MERGE. */
    record OtherRows(Part part, String table, List<String> calls) implements RowChange {

        public OtherRows {
            calls = List.copyOf(calls);
        }
    }
}
