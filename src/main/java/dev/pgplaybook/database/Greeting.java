package dev.pgplaybook.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * The first answer on a connection.
 *
 * @param version what the server says that it is
 * @param major from the login
 * @param backendPid the process that answered; 0 where the answer names none
 * @param timeZone what the login has set
 */
record Greeting(String version, int major, int backendPid, Optional<String> timeZone) {

    private static final Pattern ANSWER = Pattern.compile("([0-9]{1,9}) (.*)", Pattern.DOTALL);

    static Greeting of(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        Optional<String> timeZone =
                Optional.ofNullable(connection.unwrap(PGConnection.class).getParameterStatus("TimeZone"));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_backend_pid() || ' ' || version()")) {
            String answer = result.next() ? String.valueOf(result.getString(1)) : "";
            Matcher matcher = ANSWER.matcher(answer);
            return matcher.matches()
                    ? new Greeting(matcher.group(2), major, Integer.parseInt(matcher.group(1)), timeZone)
                    : new Greeting(answer, major, 0, timeZone);
        }
    }
}
