package dev.pgplaybook.sandbox;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks for a container engine under a time limit of our own. Testcontainers would wait for minutes on one that says nothing, would
 * remember its first failure for the life of the JVM, and takes most of a second to be loaded.
 */
final class EngineProbe {

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final int STATUS_LINE = 64;
    private static final int DOCKER_PORT = 2375;

    private final List<String> addresses;
    private final boolean encrypted;

    /** Where the engine is by the variable DOCKER_HOST, and without that where engines usually are. */
    EngineProbe(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("DOCKER_HOST", "");
        this.encrypted = !List.of("", "0").contains(environment.getOrDefault("DOCKER_TLS_VERIFY", ""));
        this.addresses = named.isBlank() ? usual(environment, home) : List.of(named.strip());
    }

    /**
     * What came of asking.
     *
     * @param address of the engine that has answered
     * @param said why none has, address by address
     */
    record Answer(Optional<String> address, String said) {}

    /** Whether Docker's variables hold the keys for it. */
    boolean isEncrypted(String address) {
        return encrypted && !address.startsWith("unix:");
    }

    Answer ask(Duration limit) {
        List<String> silent = new ArrayList<>();
        long deadline = System.nanoTime() + limit.toNanos();
        for (String address : addresses) {
            Duration left = Duration.ofNanos(Math.max(LEAST.toNanos(), deadline - System.nanoTime()));
            Optional<String> trouble = trouble(address, left, limit);
            if (trouble.isEmpty()) {
                return new Answer(Optional.of(address), "");
            }
            silent.add(trouble.get());
        }
        return new Answer(Optional.empty(), String.join(", ", silent));
    }

    private static List<String> usual(Map<String, String> environment, Path home) {
        List<String> sockets = new ArrayList<>(List.of("unix:///var/run/docker.sock"));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isBlank()) {
            sockets.add("unix://" + runtime + "/docker.sock");
        }
        List.of(".docker/run/docker.sock", ".docker/desktop/docker.sock").stream()
                .map(home::resolve)
                .filter(Files::exists)
                .forEach(socket -> sockets.add("unix://" + socket));
        return sockets;
    }

    private Optional<String> trouble(String address, Duration left, Duration limit) {
        String shown = address.replaceFirst("^unix://", "");
        try {
            URI uri = URI.create(address);
            String scheme = String.valueOf(uri.getScheme());
            if (scheme.equals("unix")) {
                Path socket = Path.of(uri.getPath());
                return Files.exists(socket)
                        ? trouble(shown, true, () -> UnixDomainSocketAddress.of(socket), left, limit)
                        : Optional.of("nothing is at " + shown);
            } else if (List.of("tcp", "http", "https").contains(scheme) && uri.getHost() != null) {
                int port = uri.getPort() < 0 ? DOCKER_PORT : uri.getPort();
                return trouble(shown, false, () -> new InetSocketAddress(uri.getHost(), port), left, limit);
            }
            return Optional.of(shown + " is an address of a kind that is not known here");
        } catch (IllegalArgumentException e) {
            return Optional.of(shown + " is no address");
        }
    }

    /**
     * @param local whether it is a socket of this machine's file system
     * @param address is looked up within the limit as well
     * @param left of the limit, which is the one that is spoken of
     */
    private Optional<String> trouble(
            String shown, boolean local, Supplier<SocketAddress> address, Duration left, Duration limit) {
        try (SocketChannel channel = local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open()) {
            // What is said over an encrypted connection is not for us: that there is one must do.
            boolean connectingIsEnough = encrypted && !local;
            CompletableFuture<String> answer = new CompletableFuture<>();
            Thread asking = new Thread(() -> ask(channel, address, connectingIsEnough, answer), "engine-probe");
            asking.setDaemon(true);
            asking.start();
            String status = answer.get(left.toMillis(), TimeUnit.MILLISECONDS);
            return status.contains(" 200") ? Optional.empty() : Optional.of(shown + " answers " + status.strip());
        } catch (TimeoutException e) {
            return Optional.of(shown + " says nothing within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            return Optional.of(words(shown, Objects.requireNonNullElse(e.getCause(), e)));
        } catch (IOException e) {
            return Optional.of(words(shown, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(shown + " was not waited for");
        }
    }

    private static String words(String shown, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof UnresolvedAddressException) {
            return shown + " is on a machine of a name that is not known here";
        }
        return failure instanceof ConnectException || message.contains("refused")
                ? shown + " refuses the connection"
                : message.contains("Permission denied") ? shown + " does not let us in" : shown + ": " + message;
    }

    /** On a thread of its own: closing the channel ends whatever it waits for. */
    private static void ask(
            SocketChannel channel,
            Supplier<SocketAddress> address,
            boolean connectingIsEnough,
            CompletableFuture<String> answer) {
        try {
            channel.connect(address.get());
            if (connectingIsEnough) {
                answer.complete("connected 200");
                return;
            }
            channel.write(
                    ByteBuffer.wrap("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer line = ByteBuffer.allocate(STATUS_LINE);
            int read = 0;
            while (read >= 0 && line.hasRemaining()) {
                read = channel.read(line);
            }
            answer.complete(new String(line.array(), 0, line.position(), StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("nothing"));
        } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
