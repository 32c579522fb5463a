package dev.pgplaybook.database;

/**
 * Which database this is, beyond doubt: shown to the operator, recorded, and pinned by what they confirm.
 *
 * @param systemIdentifier the cluster's own number, made by initdb; "unknown" where the role may not read it
 * @param databaseOid tells two databases of one cluster apart, even after a rename
 * @param version as the server says it, such as 17.6
 * @param timeline changes when a server is restored or promoted; 0 where the role may not read it
 */
public record ServerIdentity(
        String host,
        int port,
        String database,
        long databaseOid,
        String systemIdentifier,
        long timeline,
        String version,
        int major,
        String role,
        boolean superuser) {

    private static final String UNKNOWN = "unknown";

    public static ServerIdentity of(Session session) {
        Row row = session.one("""
                SELECT current_database(), d.oid, current_setting('server_version'), current_setting('server_version_num')::int,
                       current_user, coalesce((SELECT rolsuper FROM pg_roles WHERE rolname = current_user), false)
                FROM pg_database AS d WHERE d.datname = current_database()""");
        Row control = control(session);
        return new ServerIdentity(
                session.url().host(),
                session.url().port(),
                row.text(0),
                row.number(1),
                control.text(0),
                control.number(1),
                row.text(2).replaceFirst(" .*", ""),
                (int) (row.number(3) / 10_000),
                row.text(4),
                row.flag(5));
    }

    /** Whether the other is the same database of the same cluster, whatever URL reached it. */
    public boolean sameDatabase(ServerIdentity other) {
        return !systemIdentifier.equals(UNKNOWN)
                && systemIdentifier.equals(other.systemIdentifier)
                && databaseOid == other.databaseOid;
    }

    /** Whether what was confirmed still holds: the same database of the same server, in the same role. */
    public boolean pins(ServerIdentity now) {
        return host.equals(now.host)
                && port == now.port
                && database.equals(now.database)
                && databaseOid == now.databaseOid
                && systemIdentifier.equals(now.systemIdentifier)
                && timeline == now.timeline
                && version.equals(now.version)
                && role.equals(now.role);
    }

    @Override
    public String toString() {
        return database + " on " + host + ":" + port + " · PostgreSQL " + version + " · system " + systemIdentifier
                + " · as " + role;
    }

    private static Row control(Session session) {
        try {
            return session.one(
                    "SELECT (SELECT system_identifier::text FROM pg_control_system()), (SELECT timeline_id FROM pg_control_checkpoint())");
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost()) {
                throw e;
            }
            // Some providers keep these functions from their customers.
            return new Row(java.util.List.of(UNKNOWN, "0"));
        }
    }
}
