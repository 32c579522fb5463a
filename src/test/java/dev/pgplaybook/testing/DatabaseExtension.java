package dev.pgplaybook.testing;

import dev.pgplaybook.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh database for each test. A test that leaves a session idle in a transaction fails; the sessions that this extension opened
 * for it are its own to close.
 */
public final class DatabaseExtension implements BeforeEachCallback, AfterEachCallback, AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<Connection> opened = new ArrayList<>();
    private @Nullable DatabaseUrl url;

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        open();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    public DatabaseUrl url() {
        return Objects.requireNonNull(url, "there is a database during a test only");
    }

    /** A connection that is closed after the test at the latest. */
    public Connection connect() throws SQLException {
        Connection connection = TestServer.connect(url());
        opened.add(connection);
        return connection;
    }

    /** Runs a script as one query, as {@code psql -c} does: in one transaction, unless the script itself has others. */
    public void execute(String sql) {
        // The driver's default mode sends a long script in several parts.
        try (Connection connection = TestServer.connect(url(), Map.of("preferQueryMode", "simple"));
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in: " + sql, e);
        }
    }

    /** The one value that a query answers, as text; {@code null} as the word. */
    public String query(String sql) {
        List<List<String>> rows = rows(sql);
        if (rows.size() != 1 || rows.get(0).size() != 1) {
            throw new AssertionError("not one value but " + rows + " from: " + sql);
        }
        return rows.get(0).get(0);
    }

    /** Every row that a query answers, as texts; {@code null} as the word. */
    public List<List<String>> rows(String sql) {
        try (Connection connection = TestServer.connect(url())) {
            return rows(connection, sql);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in: " + sql, e);
        }
    }

    /** One more, for a part of a test; to be closed by whoever opened it. */
    public static DatabaseExtension opened() throws SQLException {
        DatabaseExtension another = new DatabaseExtension();
        another.open();
        return another;
    }

    void open() throws SQLException {
        String random = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        String name = "test_" + NUMBER.incrementAndGet() + "_" + random;
        onServer("CREATE DATABASE " + name);
        url = TestServer.url(name);
    }

    @Override
    public void close() {
        try {
            drop();
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private void drop() throws SQLException {
        for (Connection connection : opened) {
            connection.close();
        }
        opened.clear();
        try {
            LeakedTransactions.refuse(url().database());
        } finally {
            onServer("DROP DATABASE " + url().database() + " WITH (FORCE)");
        }
    }

    static List<List<String>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static void onServer(String sql) throws SQLException {
        try (Connection connection = TestServer.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
