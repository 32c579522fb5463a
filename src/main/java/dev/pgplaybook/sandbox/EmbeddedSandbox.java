package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A server of our own on a copy of the template. */
final class EmbeddedSandbox implements Sandbox {

    private static final int PORT_ATTEMPTS = 5;

    private final Place place;
    private final Binaries binaries;
    private final String password;
    private @Nullable EmbeddedServer server;
    private int port;
    private boolean closed;

    EmbeddedSandbox(Place place, Binaries binaries, String password) {
        this.place = place;
        this.binaries = binaries;
        this.password = password;
    }

    static ProblemException cancelled() {
        return Problem.of(ProblemCode.PB602, "the start of the sandbox was cancelled")
                .asException();
    }

    void fill(Cache cache, Template template, Cancellation cancellation) throws IOException {
        template.copyTo(makeDataDirectory(cache), cancellation);
    }

    /** Starts the server; on another port where somebody else was faster. */
    void start(IntSupplier ports) {
        EmbeddedServer launched = launch(ports.getAsInt());
        for (int attempt = 1; !launched.becomesReady(); attempt++) {
            if (attempt == PORT_ATTEMPTS || !launched.foundItsPortTaken()) {
                throw didNotStart(launched.lastLines());
            }
            launched = launch(ports.getAsInt());
        }
        try {
            EmbeddedServer.probe(url());
        } catch (SQLException e) {
            throw didNotStart(launched.lastLines() + "\nand the driver: " + e.getMessage());
        }
    }

    @Override
    public DatabaseUrl url() {
        return new DatabaseUrl(
                EmbeddedServer.HOST,
                port,
                DATABASE,
                Template.SUPERUSER,
                Optional.of(password),
                Map.of("sslmode", "disable"),
                Optional.empty(),
                false);
    }

    @Override
    public String description() {
        return "embedded PostgreSQL " + binaries.version();
    }

    /** Its server runs in a session of its own, which no terminal's end and no Ctrl-C reaches. */
    @Override
    public synchronized KeptSandbox keep(Writing writing) {
        refuseWhenClosed();
        KeptSandbox kept = writing.write(place.name(), KeptSandbox.Provider.EMBEDDED);
        closed = true;
        try {
            place.letGo();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kept;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopServer();
        try {
            place.remove();
        } catch (IOException e) {
            // What is left of it has no lock any more: the next sandbox finds and removes it.
        }
    }

    private synchronized Path makeDataDirectory(Cache cache) throws IOException {
        refuseWhenClosed();
        return cache.makeServerDirectory(place.data());
    }

    private synchronized EmbeddedServer launch(int freePort) {
        refuseWhenClosed();
        stopServer();
        port = freePort;
        EmbeddedServer launched = EmbeddedServer.launch(binaries, place.data(), port, place.log());
        server = launched;
        return launched;
    }

    /** Once closed, nothing is made any more: nobody would remove it. */
    private void refuseWhenClosed() {
        if (closed) {
            throw cancelled();
        }
    }

    private void stopServer() {
        EmbeddedServer running = server;
        if (running != null) {
            running.close();
        }
    }

    private synchronized ProblemException didNotStart(String log) {
        return closed
                ? cancelled()
                : Problem.of(ProblemCode.PB602, "the embedded PostgreSQL did not start")
                        .hint("its log ends:\n" + log)
                        .asException();
    }
}
