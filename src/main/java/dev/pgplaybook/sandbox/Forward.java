package dev.pgplaybook.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands connections of one container on to a server that this machine reaches, byte by byte: what is encrypted stays so, and nothing
 * that the container's network lacks is missed. Others who connect are turned away.
 */
final class Forward implements AutoCloseable {

    private static final int CONNECT_MILLIS = 10_000;

    private final ServerSocket door;
    private final InetAddress guest;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Forward(ServerSocket door, InetAddress guest, String host, int port) {
        this.door = door;
        this.guest = guest;
        this.host = host;
        this.port = port;
    }

    /**
     * Opens a port.
     *
     * @param at the address of this machine that the guest reaches
     * @param guest the only one who is let in
     */
    static Forward open(InetAddress at, InetAddress guest, String host, int port) throws IOException {
        ServerSocket door = new ServerSocket();
        door.bind(new InetSocketAddress(at, 0));
        Forward forward = new Forward(door, guest, host, port);
        start(forward::letIn);
        return forward;
    }

    int port() {
        return door.getLocalPort();
    }

    private void letIn() {
        try {
            while (true) {
                Socket inner = door.accept();
                if (inner.getInetAddress().equals(guest)) {
                    open.add(inner);
                    start(() -> join(inner));
                } else {
                    inner.close();
                }
            }
        } catch (IOException e) {
            // Closed, as is the only end of it.
        }
    }

    private void join(Socket inner) {
        try (inner;
                Socket outer = new Socket()) {
            open.add(outer);
            outer.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            start(() -> pump(outer, inner));
            pump(inner, outer);
        } catch (IOException e) {
            // The guest sees that its connection has ended.
        } finally {
            open.remove(inner);
        }
    }

    /** One direction; when it ends, so does the other. */
    private void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream bytes = from.getInputStream()) {
            bytes.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of both has gone.
        } finally {
            open.remove(from);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "container-forward");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        close(door);
        open.forEach(Forward::close);
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            // What cannot be closed is closed.
        }
    }
}
