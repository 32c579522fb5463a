package dev.pgplaybook.testing;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sandbox.EmbeddedProvider;
import dev.pgplaybook.sandbox.Sandbox;
import dev.pgplaybook.sandbox.SandboxRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** The PostgreSQL server of this test run: one for all tests, started when the first one needs it. */
public final class TestServer {

    private static final Sandbox SERVER = start();

    private TestServer() {}

    /** Where tests keep binaries and sandboxes: where the product does, so that both unpack once. */
    public static Path cache() {
        return EmbeddedProvider.defaultCache(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The URL of a database on the server, whether or not it exists. */
    public static DatabaseUrl url(String database) {
        DatabaseUrl url = SERVER.url();
        return url.withDatabase(database);
    }

    /** A connection to a database on the server that never has tests of its own. */
    public static Connection connect() throws SQLException {
        return connect(url("postgres"));
    }

    public static Connection connect(DatabaseUrl url) throws SQLException {
        return connect(url, Map.of());
    }

    static Connection connect(DatabaseUrl url, Map<String, String> driverProperties) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        url.password().ifPresent(password -> properties.setProperty("password", password));
        url.parameters().forEach(properties::setProperty);
        driverProperties.forEach(properties::setProperty);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database(), properties);
    }

    private static Sandbox start() {
        Sandbox server =
                new EmbeddedProvider(cache()).create(SandboxRequest.of("tests"), Progress.silent(), new Cancellation());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "test-server-close"));
        return server;
    }
}
