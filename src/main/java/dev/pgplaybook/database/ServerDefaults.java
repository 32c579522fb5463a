package dev.pgplaybook.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a session reads times and dates whose client says nothing about it, as Prisma and psql do. The driver always names a time zone,
 * this machine's, and a DateStyle; a migration that makes {@code timestamptz} of {@code timestamp} would then depend on who deploys it.
 *
 * @param zone for times without a zone
 * @param dates the DateStyle that the role or the database is set to; absent where the driver's is the server's
 */
record ServerDefaults(String zone, Optional<String> dates) {

    /** In the server's own order: the role in this database, the role, the database, all. */
    private static final String ASKED = """
            WITH own AS (SELECT lower(split_part(setting, '=', 1)) AS name, substr(setting, strpos(setting, '=') + 1) AS value
                         FROM pg_db_role_setting, unnest(setconfig) AS setting
                         WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
                           AND setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = session_user))
                         ORDER BY setrole <> 0 DESC, setdatabase <> 0 DESC)
            SELECT (SELECT value FROM own WHERE name = 'timezone' LIMIT 1),
                   (SELECT value FROM own WHERE name = 'datestyle' LIMIT 1), current_setting('log_timezone')""";

    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    /** Behind the driver's zone the configuration's is hidden: {@code log_timezone} stands for it, which initdb sets alike. */
    static ServerDefaults of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ASKED)) {
            result.next();
            String zone = Optional.ofNullable(result.getString(1)).orElse(result.getString(3));
            return new ServerDefaults(zone, Optional.ofNullable(result.getString(2)));
        }
    }

    /** By the name of the setting. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("TimeZone", zone);
        dates.ifPresent(style -> values.put("DateStyle", readAlike(style)));
        return values;
    }

    /** The driver takes no style but ISO; in which order dates are read is another matter, and stays. */
    private static String readAlike(String style) {
        List<String> words =
                BETWEEN.splitAsStream(style.toUpperCase(Locale.ROOT)).toList();
        String order = words.stream()
                .filter(word -> !word.matches("ISO|SQL|GERMAN|POSTGRES.*"))
                .collect(Collectors.joining(", "));
        boolean dayFirst = order.isEmpty() && words.contains("GERMAN");
        return "ISO" + (dayFirst ? ", DMY" : order.isEmpty() ? "" : ", " + order);
    }
}
