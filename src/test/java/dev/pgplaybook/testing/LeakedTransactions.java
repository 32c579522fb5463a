package dev.pgplaybook.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Finds the sessions of a database that are left idle in a transaction. */
final class LeakedTransactions {

    /** A closed session takes a moment to go. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private LeakedTransactions() {}

    static void refuse(String database) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<List<String>> leaked = find(database);
        while (!leaked.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            leaked = find(database);
        }
        if (!leaked.isEmpty()) {
            throw new AssertionError("sessions left idle in a transaction (application, last statement): " + leaked);
        }
    }

    private static List<List<String>> find(String database) throws SQLException {
        try (Connection connection = TestServer.connect()) {
            return DatabaseExtension.rows(
                    connection,
                    "SELECT application_name, query FROM pg_stat_activity WHERE datname = '" + database
                            + "' AND state LIKE 'idle in transaction%'");
        }
    }
}
