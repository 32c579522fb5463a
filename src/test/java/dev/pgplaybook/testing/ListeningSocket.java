package dev.pgplaybook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Stands for a real server that a rehearsal must not reach: it listens, answers nothing, and knows who came. */
public final class ListeningSocket implements AutoCloseable {

    private final ServerSocket socket;

    public ListeningSocket() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String authority() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** How many connections were made to it; those made already wait in its backlog. */
    public int accepted() {
        int count = 0;
        while (true) {
            try (Socket visitor = socket.accept()) {
                count += visitor.isConnected() ? 1 : 0;
            } catch (SocketTimeoutException e) {
                return count;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
