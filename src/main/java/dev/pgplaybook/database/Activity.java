package dev.pgplaybook.database;

import java.util.List;

/**
 * What else goes on in a server, read from its statistics views. A role that may not see others' sessions sees less, and nothing
 * here says so but {@link #seesOthers}.
 */
public final class Activity {

    private final Session session;

    public Activity(Session session) {
        this.session = session;
    }

    /** Somebody's session, without what it runs: that may hold data. */
    public record Other(int pid, String application, String state, long seconds) {
        @Override
        public String toString() {
            return application + " (pid " + pid + ", " + state + " for " + seconds + " s)";
        }
    }

    /** Sessions of this database that have held a transaction open for at least so many seconds, working or idle. */
    public List<Other> transactionsOlderThan(long seconds, boolean idle) {
        return session.query("""
                        SELECT pid, coalesce(nullif(application_name, ''), 'an unnamed session'), state,
                               extract(epoch FROM clock_timestamp() - CASE WHEN ? THEN state_change ELSE xact_start END)::bigint AS age
                        FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
                          AND xact_start IS NOT NULL AND (state LIKE 'idle in transaction%') = ?
                          AND clock_timestamp() - CASE WHEN ? THEN state_change ELSE xact_start END >= make_interval(secs => ?)
                        ORDER BY xact_start""", idle, idle, idle, seconds).stream()
                .map(row -> new Other((int) row.number(0), row.text(1), row.text(2), row.number(3)))
                .toList();
    }

    /** Transactions that wait for a COMMIT PREPARED and hold their locks meanwhile. */
    public List<String> preparedTransactions() {
        return session
                .query(
                        "SELECT gid || ', prepared by ' || owner || ' at ' || prepared FROM pg_prepared_xacts WHERE database = current_database()")
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    /** Tables under a vacuum against wraparound: it does not yield its lock to others. */
    public List<String> wraparoundVacuums() {
        return session.query("""
                        SELECT coalesce(p.relid::regclass::text, 'a table') FROM pg_stat_progress_vacuum AS p
                        JOIN pg_stat_activity AS a ON a.pid = p.pid
                        WHERE p.datname = current_database() AND a.query LIKE '%(to prevent wraparound)%'""").stream().map(row -> row.text(0)).toList();
    }

    /** A replica, with how far it is behind in bytes; -1 where the role may not know. */
    public record Replica(String name, String state, long lagBytes) {}

    public List<Replica> replicas() {
        return session.query("""
                        SELECT coalesce(nullif(application_name, ''), client_addr::text, 'a replica'), coalesce(state, 'unknown'),
                               coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint, -1)
                        FROM pg_stat_replication WHERE NOT pg_is_in_recovery()""").stream()
                .map(row -> new Replica(row.text(0), row.text(1), row.number(2)))
                .toList();
    }

    /** Whether the role sees what others' sessions do. */
    public boolean seesOthers() {
        return session.one(
                        "SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)")
                .flag(0);
    }

    /** Whether the server is a standby, which takes no change. */
    public boolean isStandby() {
        return session.one("SELECT pg_is_in_recovery()").flag(0);
    }

    /** The database's size in bytes. */
    public long databaseBytes() {
        return session.one("SELECT pg_database_size(current_database())").number(0);
    }

    /** What the role cannot do that a migration needs, in words; empty when nothing is missing. */
    public List<String> missingRights(String schema) {
        return session.query("""
                        SELECT unnest(array_remove(ARRAY[
                          CASE WHEN n.oid IS NULL AND NOT has_database_privilege(current_database(), 'CREATE')
                               THEN 'may not make the schema ' || s.name END,
                          CASE WHEN n.oid IS NOT NULL AND NOT has_schema_privilege(n.oid, 'CREATE')
                               THEN 'may not make tables in the schema ' || s.name END,
                          CASE WHEN foreign_tables.shown IS NOT NULL THEN 'does not own ' || foreign_tables.shown END], NULL))
                        FROM (SELECT ?::text AS name) AS s LEFT JOIN pg_namespace AS n ON n.nspname = s.name
                        LEFT JOIN LATERAL (
                          SELECT string_agg(c.relname, ', ' ORDER BY c.relname) AS shown FROM (
                            SELECT relname FROM pg_class WHERE relnamespace = n.oid AND relkind IN ('r', 'p')
                              AND NOT pg_has_role(relowner, 'USAGE') ORDER BY relname LIMIT 5) AS c) AS foreign_tables ON true""", schema).stream().map(row -> row.text(0)).toList();
    }

    /** Where the write-ahead log stands: a restore to this point finds the database as it is now. */
    public String walPosition() {
        return isStandby() ? "" : session.one("SELECT pg_current_wal_lsn()").text(0);
    }
}
