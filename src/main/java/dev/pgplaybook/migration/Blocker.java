package dev.pgplaybook.migration;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.sql.MaskedSql;

/**
 * Somebody's session that others wait for, or that waits.
 *
 * @param pid 0 for a prepared transaction, which has no process
 * @param seconds the age of its transaction
 * @param query how its statement begins, without literals
 */
public record Blocker(int pid, String application, String state, long seconds, String query) {

    /** Columns that {@link #of} reads, from {@code pg_stat_activity AS a}. */
    static final String COLUMNS = """
            coalesce(nullif(a.application_name, ''), 'an unnamed session'), coalesce(a.state, 'prepared'), \
            coalesce(extract(epoch FROM clock_timestamp() - a.xact_start)::bigint, 0), coalesce(left(a.query, 300), '')""";

    private static final int SHOWN = 60;

    /** @param first the column of the pid; {@link #COLUMNS} follow it */
    static Blocker of(Row row, int first) {
        return new Blocker(
                (int) row.number(first),
                row.text(first + 1),
                row.text(first + 2),
                row.number(first + 3),
                MaskedSql.start(row.text(first + 4), SHOWN));
    }

    @Override
    public String toString() {
        return pid == 0
                ? "a prepared transaction (look into pg_prepared_xacts)"
                : application + " (pid " + pid + ", " + state + ", its transaction is " + seconds + " s old"
                        + (query.isEmpty() ? "" : ", " + query) + ")";
    }
}
