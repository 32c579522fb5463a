package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.process.RunningProgram;
import dev.pgplaybook.process.Signals;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** One attempt at a server: its process, and whether it came to accept connections. */
final class EmbeddedServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final int LINES_SHOWN = 20;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** A server that is told to stop at once gives its backends five seconds before it forces them. */
    private static final Duration STOP = Duration.ofSeconds(8);

    /** All that was written goes to its place first. */
    private static final Duration CLEAN_STOP = Duration.ofSeconds(60);

    private final RunningProgram program;
    private final Path data;

    private EmbeddedServer(RunningProgram program, Path data) {
        this.program = program;
        this.data = data;
    }

    static EmbeddedServer launch(Binaries binaries, Path data, int port, Path log) {
        RunningProgram program = RunningProgram.start(
                binaries.program(
                        "postgres",
                        "-D",
                        data.toString(),
                        "--port=" + port,
                        "--listen_addresses=" + HOST,
                        "--unix_socket_directories=",
                        // Nothing here has to survive a crash.
                        "--fsync=off",
                        "--synchronous_commit=off",
                        "--full_page_writes=off",
                        // A data directory is copied for the next sandbox, and old log is most of it.
                        "--wal_recycle=off",
                        "--wal_init_zero=off",
                        "--min_wal_size=2MB",
                        // In the data directory, where it is removed with the rest even when the server is killed.
                        "--dynamic_shared_memory_type=mmap"),
                log);
        return new EmbeddedServer(program, data);
    }

    /** Waits until the server says that it is ready; false where it has ended or had its time. */
    boolean becomesReady() {
        long deadline = System.nanoTime() + START.toNanos();
        try {
            while (Postmaster.of(data).filter(Postmaster::ready).isEmpty()) {
                if (program.awaitEnd(PAUSE) || System.nanoTime() > deadline) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean foundItsPortTaken() {
        return lastLines().contains("Address already in use");
    }

    String lastLines() {
        return program.lastLines(LINES_SHOWN, new Secrets());
    }

    /** Connects once, as everybody who is given the URL will, and gives the server's version, such as 17.6. */
    static String probe(DatabaseUrl url) throws SQLException {
        try (Connection connection = connect(url)) {
            return connection.getMetaData().getDatabaseProductVersion().replaceFirst(" .*", "");
        }
    }

    /** The number that initdb gave to a server of ours. */
    static String system(DatabaseUrl url) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT system_identifier FROM pg_control_system()")) {
            row.next();
            return row.getString(1);
        }
    }

    static Connection connect(DatabaseUrl url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", url.user());
        url.password().ifPresent(password -> properties.setProperty("password", password));
        url.parameters().forEach(properties::setProperty);
        String address = "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database();
        return DriverManager.getConnection(address, properties);
    }

    /** Stops as a server should whose data is worth keeping; false where it did not. */
    boolean stopsCleanly() {
        Signals.send("INT", program.pid());
        return program.awaitEnd(CLEAN_STOP) && program.status().orElse(-1) == 0;
    }

    /** Stops at once, without the care that data worth keeping would need. */
    @Override
    public void close() {
        if (program.running()) {
            stop(program.pid());
            program.awaitEnd(STOP);
        }
        program.close();
    }

    static void stop(long pid) {
        Signals.send("QUIT", pid);
    }
}
