package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pgplaybook.testing.ListeningSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineProbeTest {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private final Path directory;
    private final Path socket;

    EngineProbeTest(@TempDir Path directory) {
        this.directory = directory;
        this.socket = directory.resolve("docker.sock");
    }

    @Test
    void findsAnEngineBehindASocket() throws Exception {
        try (ServerSocketChannel engine = listening()) {
            Thread answering = new Thread(() -> answer(engine));
            answering.start();

            assertThat(ask("unix://" + socket)).isEqualTo(new EngineProbe.Answer(Optional.of("unix://" + socket), ""));
            answering.join();
        }
    }

    @Test
    void findsAnEngineBehindAPortAndSaysWhatAnotherAnswers() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int[] status = {200};
        server.createContext("/_ping", exchange -> {
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "tcp://127.0.0.1:" + server.getAddress().getPort();

            assertThat(ask(address).address()).contains(address);
            status[0] = 503;
            assertThat(ask(address).said()).isEqualTo(address + " answers HTTP/1.1 503 Service Unavailable");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatNothingIsThere() {
        assertThat(ask("unix://" + socket))
                .isEqualTo(new EngineProbe.Answer(Optional.empty(), "nothing is at " + socket));
    }

    @Test
    void saysThatTheSocketRefuses() throws Exception {
        listening().close();

        assertThat(ask("unix://" + socket).said()).isEqualTo(socket + " refuses the connection");
    }

    @Test
    void givesUpOnASocketThatSaysNothing() throws Exception {
        long start = System.nanoTime();

        try (ServerSocketChannel hung = listening();
                ListeningSocket hungPort = new ListeningSocket()) {
            assertThat(hung.isOpen()).isTrue();
            assertThat(ask("unix://" + socket).said()).isEqualTo(socket + " says nothing within 500 ms");
            assertThat(ask("tcp://" + hungPort.authority()).said())
                    .isEqualTo("tcp://" + hungPort.authority() + " says nothing within 500 ms");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void doesNotKnowEveryKindOfAddress() {
        assertThat(ask("ssh://eva@example.com").said())
                .isEqualTo("ssh://eva@example.com is an address of a kind that is not known here");
        assertThat(ask("tcp://nowhere.invalid:2375").address()).isEmpty();
        assertThat(ask("not an address").said()).isEqualTo("not an address is no address");
    }

    @Test
    void looksInTheUsualPlacesWhereNothingIsNamed() throws Exception {
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", directory.toString());

        try (ServerSocketChannel hung = listening()) {
            assertThat(hung.isOpen()).isTrue();
            assertThat(new EngineProbe(environment, directory).ask(LIMIT).said())
                    .contains("/var/run/docker.sock")
                    .contains(socket + " says nothing within ");
        }
    }

    private EngineProbe.Answer ask(String address) {
        return new EngineProbe(Map.of("DOCKER_HOST", address), directory).ask(LIMIT);
    }

    private ServerSocketChannel listening() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private static void answer(ServerSocketChannel engine) {
        try (SocketChannel visitor = engine.accept()) {
            visitor.read(ByteBuffer.allocate(1024));
            visitor.write(ByteBuffer.wrap("HTTP/1.0 200 OK\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
