package dev.pgplaybook.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The time zone of a session whose client names none, as Prisma and psql do. The driver always names one, this machine's, and then a
 * migration that makes {@code timestamptz} of {@code timestamp} would depend on who deploys it.
 */
final class ServerZone {

    /**
     * What the role or the database is set to, in the server's own order. Behind that, the configuration's value is hidden by the
     * driver's: {@code log_timezone} stands for it, which initdb sets alike.
     */
    private static final String ZONE = """
            SELECT coalesce((SELECT substr(setting, strpos(setting, '=') + 1)
                             FROM pg_db_role_setting, unnest(setconfig) AS setting
                             WHERE lower(setting) LIKE 'timezone=%'
                               AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
                               AND setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = session_user))
                             ORDER BY setrole <> 0 DESC, setdatabase <> 0 DESC LIMIT 1),
                            current_setting('log_timezone'))""";

    private ServerZone() {}

    static String of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ZONE)) {
            result.next();
            return result.getString(1);
        }
    }
}
