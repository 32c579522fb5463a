package dev.pgplaybook.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pgplaybook.database.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server of this machine's own PostgreSQL, which has the pg_dump that reads it; it logs who connects and every change. */
public final class HostServer implements AutoCloseable {

    /** Where Debian and its kin keep the servers of each major version; elsewhere they are on the PATH. */
    private static final Path BY_MAJOR = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Process process;
    private final Path data;
    private final Path log;
    private final DatabaseUrl url;

    private HostServer(Path programs, Process process, Path data, Path log, DatabaseUrl url) {
        this.data = data;
        this.programs = programs;
        this.process = process;
        this.log = log;
        this.url = url;
    }

    /** Starts one in an empty directory; aborts the test where this machine has no PostgreSQL of its own, or will not run it. */
    public static HostServer start(Path directory) {
        try {
            Path programs = programs();
            List<String> prefix = Unprivileged.prefix("PostgreSQL");
            Path data = directory.resolve("data");
            Path log = directory.resolve("server.log");
            run(
                    log,
                    prefix,
                    programs.resolve("initdb"),
                    "-D",
                    data,
                    "-U",
                    "postgres",
                    "--auth=trust",
                    "-E",
                    "UTF8",
                    "-N");
            int port = freePort();
            Process process = launch(
                    log,
                    prefix,
                    programs.resolve("postgres"),
                    "-D",
                    data,
                    "-p",
                    port,
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=off",
                    "-c",
                    "autovacuum=off",
                    "-c",
                    "log_connections=on",
                    "-c",
                    "log_statement=mod");
            DatabaseUrl url = DatabaseUrl.parse("postgresql://postgres@127.0.0.1:" + port + "/postgres", Map.of());
            HostServer server = new HostServer(programs, process, data, log, url);
            Patience.until("the server accepts connections: " + log, server::accepts);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DatabaseUrl url() {
        return url;
    }

    /** From now on nobody connects without this password; gives the URL with it. */
    public DatabaseUrl requiring(String password) {
        try (var connection = TestServer.connect(url);
                var statement = connection.createStatement()) {
            statement.execute("ALTER ROLE postgres PASSWORD '" + password.replace("'", "''") + "'");
            Files.writeString(data.resolve("pg_hba.conf"), "host all all all scram-sha-256\n");
            statement.execute("SELECT pg_reload_conf()");
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
        DatabaseUrl closed = DatabaseUrl.of(url.host(), url.port(), url.database(), url.user(), password);
        Patience.until("a password is required", () -> !accepts());
        return closed;
    }

    /** What writes down the schema of one of its databases, not started yet. */
    public ProcessBuilder schemaDump(DatabaseUrl database) {
        return new ProcessBuilder(
                program("pg_dump").toString(),
                "--schema-only",
                "--host=" + database.host(),
                "--port=" + database.port(),
                "--username=" + database.user(),
                database.database());
    }

    /** A program that came with the server, so that their versions fit. */
    public Path program(String name) {
        return programs.resolve(name);
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
    }

    private boolean accepts() {
        try (var connection = TestServer.connect(url)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Path programs() throws IOException {
        List<Path> directories = new ArrayList<>();
        if (Files.isDirectory(BY_MAJOR)) {
            try (Stream<Path> majors = Files.list(BY_MAJOR)) {
                majors.sorted(Comparator.reverseOrder())
                        .map(major -> major.resolve("bin"))
                        .forEach(directories::add);
            }
        }
        for (String directory : System.getenv("PATH").split(":", -1)) {
            directories.add(Path.of(directory));
        }
        return directories.stream()
                .filter(directory -> Stream.of("initdb", "postgres", "pg_dump")
                        .allMatch(program -> Files.isExecutable(directory.resolve(program))))
                .findFirst()
                .orElseGet(() -> abort("needs a PostgreSQL server with its pg_dump, which is not here"));
    }

    private static void run(Path log, List<String> prefix, Object... argv) throws IOException {
        if (launch(log, prefix, argv).onExit().join().exitValue() != 0) {
            throw new AssertionError(Files.readString(log));
        }
    }

    private static Process launch(Path log, List<String> prefix, Object... argv) throws IOException {
        List<String> words = new ArrayList<>(prefix);
        Stream.of(argv).map(String::valueOf).forEach(words::add);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
