package dev.pgplaybook.parity;

import dev.pgplaybook.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of a history without what differs from run to run. They are read past the product, by SQL of its own. */
final class HistoryRows {

    /**
     * Prisma's clock is of milliseconds: a script may finish within the one in which it started, and the next start in it as well; then
     * the transactions that wrote the rows say the order. Only a mark is meant to be finished as it starts.
     */
    private static final String QUERY = """
            SELECT migration_name, checksum, finished_at, rolled_back_at, applied_steps_count,
              CASE WHEN logs IS NULL THEN 'null' WHEN logs = '' THEN 'empty' ELSE 'text' END AS logs,
              CASE WHEN finished_at < started_at THEN 'too early'
                WHEN finished_at = started_at AND applied_steps_count = 0 THEN 'at once' ELSE 'later' END AS span,
              id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' AS identified
            FROM "%s"._prisma_migrations ORDER BY date_trunc('milliseconds', started_at), xmin::text::bigint
            """;

    private HistoryRows() {}

    /** A line for each row, oldest first; absent where there is no table. */
    static Optional<List<String>> of(DatabaseUrl url) {
        String schema = url.schema().orElse("public");
        try (Connection connection = Databases.connect(url);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, schema)) {
                return Optional.empty();
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(QUERY.formatted(schema))) {
                while (result.next()) {
                    rows.add(line(result));
                }
            }
            return Optional.of(rows);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean exists(Statement statement, String schema) throws SQLException {
        try (ResultSet result =
                statement.executeQuery("SELECT to_regclass('\"" + schema + "\"._prisma_migrations') IS NOT NULL")) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static String line(ResultSet row) throws SQLException {
        String finished = row.getString("finished_at") == null ? "unfinished" : "finished " + row.getString("span");
        return row.getString("migration_name") + " · " + finished
                + (row.getString("rolled_back_at") == null ? "" : " · rolled back")
                + " · steps " + row.getInt("applied_steps_count")
                + " · logs " + row.getString("logs")
                + " · " + row.getString("checksum")
                + (row.getBoolean("identified") ? "" : " · its id is no UUID v4");
    }
}
