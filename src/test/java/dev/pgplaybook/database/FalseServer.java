package dev.pgplaybook.database;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Something that listens on a port of this machine and is not what a client hopes for. */
final class FalseServer implements AutoCloseable {

    /** What it does with a connection. */
    @FunctionalInterface
    interface Manner {
        void serve(Socket connection) throws IOException;
    }

    private final ServerSocket socket;
    private final List<Socket> connections = new ArrayList<>();

    private FalseServer(Manner manner) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> accept(manner), "false-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes the connection and never says a word. */
    static FalseServer silent() {
        return new FalseServer(connection -> {});
    }

    static FalseServer closingAtOnce() {
        return new FalseServer(Socket::close);
    }

    /** A web server, to which a startup packet is a bad request. */
    static FalseServer http() {
        return new FalseServer(connection -> {
            connection.getInputStream().read();
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            connection.close();
        });
    }

    /** Speaks PostgreSQL's protocol as far as a session goes that asks for the version. */
    static FalseServer saying(String serverVersion, String version) {
        return new FalseServer(connection -> {
            Backend backend =
                    new Backend(new DataInputStream(connection.getInputStream()), connection.getOutputStream());
            backend.start(serverVersion);
            backend.answerEverythingWith(version);
        });
    }

    /** Is starting up for so many connections, and then speaks as {@link #saying}. */
    static FalseServer startingUp(int refusals, String serverVersion, String version) {
        AtomicInteger left = new AtomicInteger(refusals);
        return new FalseServer(connection -> {
            Backend backend =
                    new Backend(new DataInputStream(connection.getInputStream()), connection.getOutputStream());
            if (left.getAndDecrement() > 0) {
                backend.refuseForNow();
                connection.close();
            } else {
                backend.start(serverVersion);
                backend.answerEverythingWith(version);
            }
        });
    }

    /** Takes the connection, is asleep for a while, and then speaks as {@link #saying}. */
    static FalseServer waking(Duration sleep, String serverVersion, String version) {
        return new FalseServer(connection -> {
            LockSupport.parkNanos(sleep.toNanos());
            Backend backend =
                    new Backend(new DataInputStream(connection.getInputStream()), connection.getOutputStream());
            backend.start(serverVersion);
            backend.answerEverythingWith(version);
        });
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept(Manner manner) {
        try {
            while (true) {
                Socket connection = socket.accept();
                synchronized (connections) {
                    connections.add(connection);
                }
                manner.serve(connection);
            }
        } catch (IOException closed) {
            // The test is over, or the client has what it wanted.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        synchronized (connections) {
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }
}
