package dev.pgplaybook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server that a playbook can name under {@code services:}, with nothing but this machine's Java. */
public final class TinyService {

    /** Answers 204 when it has what its path asks about, and 404 otherwise; {@code /away} leads elsewhere. */
    private static final String SERVER = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            class Server {
                public static void main(String[] args) throws Exception {
                    int port = Integer.parseInt(System.getenv("PORT"));
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        String path = exchange.getRequestURI().getPath();
                        boolean well = switch (path) {
                            case "/health" -> true;
                            case "/sandbox" -> System.getenv("DATABASE_URL").contains("/sandbox");
                            case "/given" -> "42".equals(System.getenv("GIVEN"));
                            case "/scrubbed" -> System.getenv("JAVA_HOME") == null && System.getenv("MAVEN_CMD_LINE_ARGS") == null;
                            default -> false;
                        };
                        if (path.equals("/away")) {
                            exchange.getResponseHeaders().add("Location", exchange.getRequestURI().getQuery());
                        }
                        exchange.sendResponseHeaders(path.equals("/away") ? 302 : well ? 204 : 404, -1);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    private TinyService() {}

    /** The service under {@code services:}, which provides {@code NAME_URL} in capitals. */
    public static String yaml(Path directory, String name) {
        try {
            Path source = Files.writeString(directory.resolve("Server.java"), SERVER);
            return """
                      %s:
                        command: ["%s", "%s"]
                        env: { GIVEN: "42" }
                        ready: http://127.0.0.1:${PORT}/health
                        timeout: 60s
                        provides: { %s_URL: "http://127.0.0.1:${PORT}" }
                    """.formatted(
                            name,
                            Path.of(System.getProperty("java.home"), "bin", "java"),
                            source,
                            name.toUpperCase(java.util.Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether anybody listens at {@code host:port}. */
    public static boolean answers(String authority) {
        String[] parts = authority.split(":", -1);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 2_000);
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
