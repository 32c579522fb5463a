package dev.pgplaybook.parity;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.testing.HostServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Databases on one server of this machine, whose pg_dump says what is in them; the server is started when the first is made. */
final class Databases {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static Optional<HostServer> server = Optional.empty();

    private Databases() {}

    /** A new one; aborts the test where this machine has no server of its own. */
    static DatabaseUrl make() {
        DatabaseUrl url = server().url().withDatabase("parity_" + NUMBER.incrementAndGet());
        execute(server().url(), "CREATE DATABASE " + url.database());
        return url;
    }

    static void drop(DatabaseUrl url) {
        execute(server().url(), "DROP DATABASE " + url.database() + " WITH (FORCE)");
    }

    /** Runs a script as one query. */
    static void execute(DatabaseUrl url, String sql) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in: " + sql, e);
        }
    }

    static Connection connect(DatabaseUrl url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database(), properties);
    }

    /** Schema and data by pg_dump, but for the rows of the history, and without what differs from dump to dump. */
    static String dump(DatabaseUrl url) {
        return dump(url, "--exclude-table-data=*.*_prisma_migrations");
    }

    static String dump(DatabaseUrl url, String what) {
        List<String> argv = List.of(
                server().program("pg_dump").toString(),
                "--host=" + url.host(),
                "--port=" + url.port(),
                "--username=" + url.user(),
                "--dbname=" + url.database(),
                what);
        try {
            Path errors = Files.createTempFile("pg_dump", ".err");
            Process process =
                    new ProcessBuilder(argv).redirectError(errors.toFile()).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new AssertionError(Files.readString(errors));
            }
            Files.delete(errors);
            return text.lines()
                    .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized HostServer server() {
        if (server.isEmpty()) {
            try {
                Folder directory = new Folder(Files.createTempDirectory("parity-server"));
                HostServer started = HostServer.start(directory.path());
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(
                                () -> {
                                    started.close();
                                    directory.delete("");
                                },
                                "parity-server-close"));
                server = Optional.of(started);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server.get();
    }
}
