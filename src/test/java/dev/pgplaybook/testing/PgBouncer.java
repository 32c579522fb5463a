package dev.pgplaybook.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pgplaybook.database.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** This machine's own PgBouncer, before a server of the tests. */
public final class PgBouncer implements AutoCloseable {

    /** Debian keeps it where the PATH of an ordinary user does not lead. */
    private static final List<String> BESIDE_PATH = List.of("/usr/sbin", "/usr/local/sbin");

    private final Process process;
    private final int port;
    private final DatabaseUrl server;

    private PgBouncer(Process process, int port, DatabaseUrl server) {
        this.process = process;
        this.port = port;
        this.server = server;
    }

    /**
     * Starts one in an empty directory; aborts the test where this machine has none, or will not run it.
     *
     * @param mode transaction, session or statement
     * @param settings further lines of its configuration
     */
    public static PgBouncer start(Path directory, DatabaseUrl server, String mode, String... settings) {
        try {
            Path program = program();
            List<String> command = new ArrayList<>(Unprivileged.prefix("PgBouncer"));
            int port = freePort();
            Path users = directory.resolve("users.txt");
            Files.writeString(
                    users, "\"" + server.user() + "\" \"" + server.password().orElse("") + "\"\n");
            List<String> lines = new ArrayList<>(List.of(
                    "[databases]",
                    "* = host=" + server.host() + " port=" + server.port(),
                    "[pgbouncer]",
                    "listen_addr = 127.0.0.1",
                    "listen_port = " + port,
                    "unix_socket_dir =",
                    "auth_type = scram-sha-256",
                    "auth_file = " + users,
                    "pool_mode = " + mode));
            lines.addAll(List.of(settings));
            command.add(program.toString());
            command.add(Files.write(directory.resolve("pgbouncer.ini"), lines).toString());
            Path log = directory.resolve("pgbouncer.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            PgBouncer pooler = new PgBouncer(process, port, server);
            Patience.until("PgBouncer accepts connections: " + log, pooler::accepts);
            return pooler;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's database through this. */
    public DatabaseUrl url() {
        return url("");
    }

    /** The same with a query, such as {@code ?connect_timeout=2}. */
    public DatabaseUrl url(String query) {
        return DatabaseUrl.parse(text(query), Map.of());
    }

    /** With its password, as a user writes it. */
    public String text(String query) {
        return "postgresql://" + server.user() + ":" + server.password().orElse("") + "@127.0.0.1:" + port + "/"
                + server.database() + query;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private boolean accepts() {
        if (!process.isAlive()) {
            throw new AssertionError("PgBouncer ended with " + process.exitValue());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Path program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":", -1)), BESIDE_PATH.stream())
                .map(directory -> Path.of(directory, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> abort("needs PgBouncer, which is not here: Debian's package is pgbouncer"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
