package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A server of our own on a copy of the template. */
final class EmbeddedSandbox implements Sandbox {

    private static final int PORT_ATTEMPTS = 5;

    private final Place place;
    private final Binaries binaries;
    private String password;
    private final IntSupplier ports;
    private final Optional<Memory> memory;
    private Optional<String> filled = Optional.empty();
    private @Nullable EmbeddedServer server;
    private int port;
    private boolean closed;

    /** @param memory where its filling is to be remembered, if it is to be */
    EmbeddedSandbox(Place place, Binaries binaries, IntSupplier ports, Optional<Memory> memory) {
        this.place = place;
        this.binaries = binaries;
        this.ports = ports;
        this.memory = memory;
        this.password = "";
    }

    /**
     * The warm templates, and what this sandbox's filling is known by among them.
     *
     * @param templates to be used while the cache is held exclusively
     */
    record Memory(Cache cache, WarmTemplates templates, String key) {}

    static ProblemException cancelled() {
        return Problem.of(ProblemCode.PB602, "the start of the sandbox was cancelled")
                .asException();
    }

    void fill(Cache cache, Template template, Cancellation cancellation) throws IOException {
        password = template.password();
        template.copyTo(makeDataDirectory(cache), cancellation);
    }

    /** Fills it with one database alone. */
    void fillBriefly(Cache cache, Template template, Cancellation cancellation) throws IOException {
        password = template.password();
        template.copyItsDatabaseTo(makeDataDirectory(cache), cancellation);
    }

    /** Fills it from a warm template; false where there is none. */
    boolean fillWarm(Progress progress, Cancellation cancellation) throws IOException {
        if (memory.isEmpty()) {
            return false;
        }
        Memory warm = memory.get();
        return warm.cache().exclusively(progress, () -> {
            Optional<WarmTemplates.Warm> found = warm.templates().find(warm.key());
            if (found.isPresent()) {
                fill(warm.cache(), found.get().template(), cancellation);
                filled = Optional.of(found.get().words());
            }
            return found.isPresent();
        });
    }

    @Override
    public Optional<String> filled() {
        return filled;
    }

    /** A server that does not stop cleanly is not remembered, and starts again all the same. */
    @Override
    public void remember(String words, Progress progress, Cancellation cancellation) {
        EmbeddedServer running = server;
        if (memory.isEmpty() || running == null) {
            return;
        }
        Memory warm = memory.get();
        progress.doing("keeping a copy for the next sandbox of this likeness");
        try {
            if (running.stopsCleanly()) {
                warm.cache().exclusively(progress, () -> {
                    warm.templates().add(warm.key(), place.data(), password, words, cancellation);
                    return true;
                });
            }
        } catch (IOException e) {
            progress.note("this sandbox's filling cannot be kept for the next one: " + e.getMessage());
        }
        start();
        probe();
    }

    /** Starts the server; on another port where somebody else was faster. */
    void start() {
        EmbeddedServer launched = launch(ports.getAsInt());
        for (int attempt = 1; !launched.becomesReady(); attempt++) {
            if (attempt == PORT_ATTEMPTS || !launched.foundItsPortTaken()) {
                throw didNotStart(launched.lastLines());
            }
            launched = launch(ports.getAsInt());
        }
    }

    /** Connects once: a server that lets nobody in has not started. */
    void probe() {
        try {
            EmbeddedServer.probe(url());
        } catch (SQLException e) {
            String log = Objects.requireNonNull(server).lastLines();
            throw didNotStart(log + "\nand the driver: " + e.getMessage());
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
        return cache.makeServerDirectory(place.home());
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
