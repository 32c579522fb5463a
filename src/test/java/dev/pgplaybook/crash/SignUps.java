package dev.pgplaybook.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The server that the story's seed signs its first admin up at. It takes a request once, and refuses the second. */
final class SignUps implements AutoCloseable {

    /** Where the first request is held up, so that the program can be killed while it waits for the answer. */
    enum Hold {
        NOWHERE,
        BEFORE,
        BEHIND
    }

    private final HttpServer server;
    private final DatabaseUrl url;
    private final Hold hold;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    SignUps(DatabaseUrl url, Hold hold) throws IOException {
        this.url = url;
        this.hold = hold;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int taken() {
        return taken.get();
    }

    int refused() {
        return refused.get();
    }

    void awaitHeld() throws InterruptedException {
        arrived.await();
    }

    /** A request that was held up before its work never comes to it: whoever sent it is gone. */
    private void handle(HttpExchange exchange) throws IOException {
        boolean first = arrived.getCount() > 0;
        if (hold == Hold.BEFORE && first) {
            holdUp();
            exchange.close();
            return;
        }
        boolean signedUp = signUp();
        (signedUp ? taken : refused).incrementAndGet();
        if (hold == Hold.BEHIND && first) {
            holdUp();
        }
        exchange.sendResponseHeaders(signedUp ? 200 : 422, -1);
        exchange.close();
    }

    private void holdUp() {
        arrived.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean signUp() {
        try (Connection connection = TestServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users (id, email, name) VALUES ('admin', 'admin@example.com', 'Admin')");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        release.countDown();
        server.stop(0);
    }
}
