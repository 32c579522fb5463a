package dev.pgplaybook.step;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.journal.TableTally;
import dev.pgplaybook.journal.TableTally.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts every table that is small enough for that, and takes a digest of each of its columns, in one look at its rows. */
final class Tally {

    /** What is larger is not read for this: it would take longer, and more of the server, than the step itself may. */
    private static final long LARGEST_BYTES = 64L << 20;

    private static final long TIME_NANOS = 8_000_000_000L;

    private static final String TABLES = """
            SELECT c.oid::regclass::text, pg_table_size(c.oid),
                   (SELECT coalesce(string_agg(quote_ident(k.attname), ', ' ORDER BY k.attnum), '') FROM pg_index AS i
                    JOIN pg_attribute AS k ON k.attrelid = c.oid AND k.attnum = ANY (i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary),
                   (SELECT string_agg(a.attname || chr(31) || format_type(a.atttypid, a.atttypmod) || chr(31) || quote_ident(a.attname), chr(30) ORDER BY a.attnum)
                    FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgplaybook')
              AND n.nspname NOT LIKE 'pg\\_%' AND c.relname <> '_prisma_migrations' AND has_table_privilege(c.oid, 'SELECT')
              AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
            ORDER BY pg_table_size(c.oid), 1""";

    private Tally() {}

    /** The smallest first, as long as there is time. */
    static List<TableTally> of(Session session) {
        long deadline = System.nanoTime() + TIME_NANOS;
        session.query("SELECT set_config('search_path', '', false)");
        List<TableTally> tallies = new ArrayList<>();
        for (Row table : session.query(TABLES)) {
            tallies.add(of(session, table, deadline));
        }
        return tallies;
    }

    private static TableTally of(Session session, Row table, long deadline) {
        String name = table.text(0);
        if (table.number(1) > LARGEST_BYTES) {
            return TableTally.uncounted(name, "it is large: " + (table.number(1) >> 20) + " MB");
        } else if (System.nanoTime() > deadline) {
            return TableTally.uncounted(name, "there was no time left for it");
        } else if (table.isNull(3)) {
            return TableTally.uncounted(name, "it has no columns");
        }
        String[] columns = table.text(3).split("\u001e", -1);
        try {
            return counted(session, name, table.text(2), columns);
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost()) {
                throw e;
            }
            return TableTally.uncounted(
                    name, "it could not be read: " + e.failure().message());
        }
    }

    /** A value goes with the key of its row, so that values that change places are noticed; the sum does not mind the order. */
    private static TableTally counted(Session session, String name, String key, String[] columns) {
        StringBuilder sql = new StringBuilder("SELECT count(*)");
        for (String column : columns) {
            String value = column.split("\u001f", -1)[2];
            sql.append(", sum(hashtextextended(ROW(")
                    .append(key.isEmpty() ? "" : key + ", ")
                    .append(value)
                    .append(")::text, 0) >> 8)");
        }
        Row row = session.one(sql.append(" FROM ").append(name).toString());
        List<Column> digests = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            String[] parts = columns[i].split("\u001f", -1);
            digests.add(new Column(parts[0], parts[1], row.isNull(i + 1) ? "" : row.text(i + 1)));
        }
        return new TableTally(name, Optional.of(row.text(0)), digests, "");
    }

    /** Whether somebody else was at work in the database since then, so that what differs may be theirs. */
    static boolean isBusy(Session session, String since) {
        return session.one("""
                        SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                          AND backend_type = 'client backend' AND application_name NOT LIKE 'pgplaybook/%' AND state_change >= ?::timestamptz)""", since).flag(0);
    }

    static String now(Session session) {
        return session.one("SELECT clock_timestamp()").text(0);
    }
}
