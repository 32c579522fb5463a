package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.progress.Progress;
import java.util.Optional;

/**
 * Drops the databases whose process died without closing them. Those of another machine, and those that nobody has put a mark on, are
 * taken for orphans once they are a day old and nobody is connected.
 */
final class ServerOrphans {

    /** Only those that our role may drop, so that it is not tried in vain each time. */
    private static final String CANDIDATES = """
            SELECT d.datname, coalesce(shobj_description(d.oid, 'pg_database'), ''),
                   substr(d.datname, %d, 14) < to_char(clock_timestamp() AT TIME ZONE 'UTC' - interval '1 day', 'YYYYMMDDHH24MISS')
                     AND NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.datid = d.oid)
            FROM pg_database AS d
            WHERE d.datname ~ '%s' AND pg_has_role(d.datdba, 'USAGE')
            ORDER BY d.datname""".formatted(ServerDatabase.TIME_AT, ServerDatabase.PATTERN);

    private ServerOrphans() {}

    static void remove(Session session, Progress progress) {
        for (Row row : session.query(CANDIDATES)) {
            if (ServerDatabase.isKept(row.text(1))) {
                continue;
            }
            Optional<Owner> owner = ServerDatabase.owner(row.text(1));
            boolean deserted = row.flag(2);
            boolean ofThisMachine = owner.filter(Owner::isOfThisMachine).isPresent();
            if (ofThisMachine ? owner.filter(Owner::isGone).isPresent() : deserted) {
                drop(session, new ServerDatabase(row.text(0)), progress);
            }
        }
    }

    private static void drop(Session session, ServerDatabase database, Progress progress) {
        try {
            session.update(database.drop());
            progress.note("removed the sandbox " + database.name() + " that an earlier process left behind");
        } catch (StatementFailedException e) {
            progress.note("the sandbox " + database.name() + " that an earlier process left behind cannot be removed: "
                    + e.failure().message());
        }
    }
}
