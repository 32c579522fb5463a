package dev.pgplaybook.testing;

import dev.pgplaybook.database.DatabaseUrl;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A line to a server that can be cut, or lose the server's answers. Connections made after the cut are whole again. */
public final class Wire implements AutoCloseable {

    private final DatabaseUrl to;
    private final ServerSocket listening;
    private final List<Socket> sockets = new ArrayList<>();
    private volatile boolean deaf;

    private Wire(DatabaseUrl to, ServerSocket listening) {
        this.to = to;
        this.listening = listening;
    }

    public static Wire to(DatabaseUrl url) {
        try {
            Wire wire = new Wire(url, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            begin(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same database, over this line. */
    public DatabaseUrl url() {
        return new DatabaseUrl(
                "127.0.0.1",
                listening.getLocalPort(),
                to.database(),
                to.user(),
                to.password(),
                to.parameters(),
                to.schema(),
                false);
    }

    /** From now on what the server says is lost, while what it is told arrives. */
    public void loseAnswers() {
        deaf = true;
    }

    /** As {@link #loseAnswers}, and cuts the line once this is so. */
    public void loseAnswersUntil(String what, BooleanSupplier isSo) {
        loseAnswers();
        begin(() -> {
            Patience.until(what, isSo);
            cut();
        });
    }

    /** Cuts every connection there is. */
    public synchronized void cut() {
        sockets.forEach(Wire::close);
        sockets.clear();
        deaf = false;
    }

    @Override
    public void close() {
        close(listening);
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(to.host(), to.port());
                synchronized (this) {
                    sockets.add(client);
                    sockets.add(server);
                }
                begin(() -> pump(client, server, false));
                begin(() -> pump(server, client, true));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!(answers && deaf)) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One end is gone, and so is the other.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Closeable end) {
        try {
            end.close();
        } catch (IOException e) {
            // It is closed then.
        }
    }

    private static void begin(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
