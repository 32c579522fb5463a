package dev.pgplaybook.schema;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Two sessions that look at a schema again and again, each at its half, where nobody changes it meanwhile. The server has planned what
 * they ask, which takes it as long as to answer it; what it answers is put in order while the schema changes again. Where a second
 * session is refused, the first looks at all.
 */
public final class Onlookers implements AutoCloseable {

    private final SnapshotOptions options;
    private final List<Onlooker> onlookers = new ArrayList<>();

    /** By the lines that they were; used on the thread behind alone. */
    private final Map<String, Fact> known = new HashMap<>();

    private final ExecutorService beside = thread("onlooker");
    private final ExecutorService behind = thread("onlooker-behind");

    private Onlookers(SnapshotOptions options) {
        this.options = options;
    }

    /**
     * Opens the sessions, and has them plan.
     *
     * @throws ProblemException as {@link Session#open}
     */
    public static Onlookers on(DatabaseUrl url, SessionOptions sessions, SnapshotOptions options) {
        Onlookers onlookers = new Onlookers(options);
        try {
            onlookers.open(url, sessions.asReader());
            return onlookers;
        } catch (RuntimeException e) {
            onlookers.close();
            throw e;
        }
    }

    private void open(DatabaseUrl url, SessionOptions sessions) {
        Onlooker first = new Onlooker(Session.open(url, sessions));
        onlookers.add(first);
        int major = first.session().serverMajor();
        List<String> halves = SnapshotQuery.halves(major, options);
        try {
            onlookers.add(new Onlooker(Session.open(first.session().url(), sessions)));
        } catch (ProblemException refused) {
            halves = List.of(SnapshotQuery.of(major, options));
        }
        for (int i = 0; i < onlookers.size(); i++) {
            onlookers.get(i).prepare(halves.get(i), options);
        }
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * How the schema is now. When this returns the server has said all, and the schema may change again; the snapshot comes a moment
     * later, and after those of earlier looks.
     */
    public CompletableFuture<Snapshot> look() {
        List<CompletableFuture<List<String>>> others = onlookers.stream()
                .skip(1)
                .map(other -> CompletableFuture.supplyAsync(other::look, beside))
                .toList();
        Onlooker first = onlookers.get(0);
        int major = first.session().serverMajor();
        List<String> lines = new ArrayList<>(first.look());
        others.forEach(other -> lines.addAll(seen(other)));
        return CompletableFuture.supplyAsync(() -> snapshot(major, lines), behind);
    }

    /** Nearly all that is seen has been seen before. */
    private Snapshot snapshot(int major, List<String> lines) {
        List<Fact> facts = new ArrayList<>(lines.size());
        lines.forEach(line -> facts.add(known.computeIfAbsent(line, SnapshotReader::fact)));
        return Snapshot.of(major, AutomaticNames.settled(facts));
    }

    private static List<String> seen(CompletableFuture<List<String>> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        beside.shutdown();
        behind.shutdown();
        onlookers.forEach(onlooker -> onlooker.session().close());
    }

    /** One of them. Its session is its own, and so are the settings. */
    private record Onlooker(Session session) {

        void prepare(String query, SnapshotOptions options) {
            session.together(SnapshotReader.SETTINGS.replace("SET LOCAL ", "SET ") + "SET statement_timeout = "
                    + options.limit().toMillis() + "; PREPARE look AS " + query);
        }

        List<String> look() {
            return SnapshotReader.lines(session, "EXECUTE look");
        }
    }
}
