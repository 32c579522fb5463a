package dev.pgplaybook.database;

import java.util.Map;
import java.util.Optional;

/**
 * Where a database is and who asks. Its text form holds no password, so that it can be shown and recorded.
 *
 * @param parameters further connection parameters by their libpq names
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        String user,
        Optional<String> password,
        Map<String, String> parameters) {

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }
}
