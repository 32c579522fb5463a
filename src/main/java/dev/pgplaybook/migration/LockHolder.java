package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import java.util.Optional;

/**
 * The session that holds the history's lock now.
 *
 * @param since when it connected: the server does not say when a lock was taken
 */
public record LockHolder(int pid, String application, String state, String since) {

    static Optional<LockHolder> of(Session session) {
        return session.query("""
                        SELECT l.pid, coalesce(nullif(a.application_name, ''), 'an unnamed session'),
                               coalesce(a.state, 'state not known'), coalesce(a.backend_start::text, 'not known')
                        FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database AND d.datname = current_database()
                        LEFT JOIN pg_stat_activity AS a ON a.pid = l.pid
                        WHERE l.locktype = 'advisory' AND l.objid = 72707369 AND l.classid = 0 AND l.objsubid = 1 AND l.granted""").stream()
                .map(row -> new LockHolder((int) row.number(0), row.text(1), row.text(2), row.text(3)))
                .findFirst();
    }

    @Override
    public String toString() {
        return application + " (pid " + pid + ", " + state + ", connected since " + since + ")";
    }
}
