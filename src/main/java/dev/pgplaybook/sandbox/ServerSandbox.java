package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.util.Optional;

/** A database of our own on a server of the operator's. */
final class ServerSandbox implements Sandbox {

    private final DatabaseUrl server;
    private final ServerDatabase database;
    private final String version;
    private final Optional<Memory> memory;
    private final Optional<String> filled;
    private boolean closed;

    /**
     * @param server the URL by which it was made, and by which it is dropped
     * @param memory where its filling is to be remembered, if it is to be
     * @param filled what is to be said of the template that it is a copy of
     */
    ServerSandbox(
            DatabaseUrl server,
            ServerDatabase database,
            String version,
            Optional<Memory> memory,
            Optional<String> filled) {
        this.memory = memory;
        this.filled = filled;
        this.server = server;
        this.database = database;
        this.version = version;
    }

    /** The room for templates, and what this sandbox's filling is known by among them. */
    record Memory(long bound, String key) {}

    @Override
    public Optional<String> filled() {
        return filled;
    }

    @Override
    public void remember(String words, Progress progress, Cancellation cancellation) {
        if (memory.isEmpty()) {
            return;
        }
        progress.doing("keeping a copy for the next sandbox of this likeness");
        try (Session session = ServerProvider.session(server, progress, cancellation)) {
            new ServerTemplates(session, memory.get().bound()).add(memory.get().key(), database, words, progress);
        }
    }

    /** The schema of the operator's URL is one of another database. */
    @Override
    public DatabaseUrl url() {
        return new DatabaseUrl(
                server.host(),
                server.port(),
                database.name(),
                server.user(),
                server.password(),
                server.parameters(),
                Optional.empty(),
                server.pooling());
    }

    @Override
    public String description() {
        return "PostgreSQL " + version + " of the server " + ServerProvider.place(server);
    }

    @Override
    public synchronized KeptSandbox keep(Writing writing) {
        try (Session session = ServerProvider.session(server, Progress.silent(), new Cancellation())) {
            session.update(database.markKept());
        }
        KeptSandbox kept = writing.write(database.name(), KeptSandbox.Provider.SERVER);
        closed = true;
        return kept;
    }

    /** By the database that every server has, as nobody drops the one that they are connected to. */
    static void drop(DatabaseUrl kept, ServerDatabase database, Progress progress) {
        DatabaseUrl beside = kept.withDatabase("postgres");
        try (Session session = ServerProvider.session(beside, progress, new Cancellation())) {
            session.update(database.drop());
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Session session = ServerProvider.session(server, Progress.silent(), new Cancellation())) {
            session.update(database.drop());
        } catch (ProblemException e) {
            // It is marked as ours, and our process will be gone: the next sandbox on this server finds and removes it.
        }
    }
}
