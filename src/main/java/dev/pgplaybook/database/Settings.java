package dev.pgplaybook.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a session is set to.
 *
 * @param assignments such as {@code lock_timeout = 2000}
 */
record Settings(List<String> assignments) {

    /** @param defaults how times and dates are read; absent for the driver's way */
    static Settings of(DatabaseUrl url, SessionOptions options, Greeting greeting, Optional<ServerDefaults> defaults) {
        List<String> assignments = new ArrayList<>();
        // Our login has set these. But RESET ALL goes back to the login of the backend, which behind a pooler is not
        // ours, and the driver gives up a connection whose encoding or date style is not as it was.
        assignments.add("client_encoding = 'UTF8'");
        assignments.add("DateStyle = 'ISO'");
        greeting.timeZone().ifPresent(zone -> assignments.add("TimeZone = " + Identifiers.literal(zone)));
        assignments.add("application_name = " + Identifiers.literal(options.applicationName()));
        options.lockTimeout().ifPresent(t -> assignments.add("lock_timeout = " + t.toMillis()));
        options.statementTimeout().ifPresent(t -> assignments.add("statement_timeout = " + t.toMillis()));
        url.schema().ifPresent(s -> assignments.add("search_path = " + Identifiers.quote(s)));
        defaults.ifPresent(d -> assignments.addAll(d.assignments()));
        if (greeting.major() >= 14) {
            // A client that died is noticed while its statement runs, not after.
            assignments.add("client_connection_check_interval = '2s'");
        }
        if (options.readOnly()) {
            assignments.add("default_transaction_read_only = on");
        }
        assignments.add("idle_in_transaction_session_timeout = 0");
        return new Settings(assignments);
    }

    String forSession() {
        return assignments.stream().map(a -> "SET " + a).collect(Collectors.joining("; "));
    }

    /** The beginning of a transaction that reads, and leaves nothing set behind it. */
    String forReadingTransaction() {
        return assignments.stream().map(a -> "; SET LOCAL " + a).collect(Collectors.joining("", "BEGIN READ ONLY", ""));
    }
}
