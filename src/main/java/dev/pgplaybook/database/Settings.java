package dev.pgplaybook.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a session is set to.
 *
 * @param defaults how times and dates are read; absent for the driver's way
 */
record Settings(DatabaseUrl url, SessionOptions options, Greeting greeting, Optional<ServerDefaults> defaults) {

    /** On the same connection, for a session of other options. */
    Settings with(SessionOptions other) {
        return new Settings(url, other, greeting, defaults);
    }

    /** Names, and values as SQL. The search path stands first: the driver looks for it in every text that resets something. */
    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        url.schema().ifPresent(schema -> values.put("search_path", "pg_catalog.quote_ident(" + literal(schema) + ")"));
        // Our login has set these. But RESET ALL goes back to the login of the backend, which behind a pooler is not
        // ours, and the driver gives up a connection whose encoding or date style is not as it was.
        values.put("client_encoding", "'UTF8'");
        values.put("DateStyle", "'ISO'");
        greeting.timeZone().ifPresent(zone -> values.put("TimeZone", literal(zone)));
        defaults.ifPresent(d -> d.values().forEach((name, value) -> values.put(name, literal(value))));
        values.put("application_name", literal(options.applicationName()));
        options.lockTimeout().ifPresent(timeout -> values.put("lock_timeout", "'" + timeout.toMillis() + "'"));
        options.statementTimeout()
                .ifPresent(timeout -> values.put("statement_timeout", "'" + timeout.toMillis() + "'"));
        if (greeting.major() >= 14) {
            // A client that died is noticed while its statement runs, not after.
            values.put("client_connection_check_interval", "'2s'");
        }
        if (options.readOnly()) {
            values.put("default_transaction_read_only", "'on'");
        }
        values.put("idle_in_transaction_session_timeout", "'0'");
        return values;
    }

    /** One SELECT: to the driver and to the server that is less than a SET for each. */
    String forSession() {
        return setting(false);
    }

    /** The beginning of a transaction that reads, and leaves nothing set behind it. */
    String forReadingTransaction() {
        return "BEGIN READ ONLY; " + setting(true);
    }

    private static String literal(String text) {
        return Identifiers.literal(text);
    }

    private String setting(boolean local) {
        return values().entrySet().stream()
                .map(value ->
                        "pg_catalog.set_config('" + value.getKey() + "', " + value.getValue() + ", " + local + ")")
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }
}
