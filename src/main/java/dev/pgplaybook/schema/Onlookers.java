package dev.pgplaybook.schema;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Two sessions that look at a schema again and again, each at its half, where nobody changes it meanwhile. The server has planned what
 * they ask, which takes it as long as to answer it. Where a second session is refused, the first looks at all.
 */
public final class Onlookers implements AutoCloseable {

    private final SnapshotOptions options;
    private final List<Onlooker> onlookers = new ArrayList<>();
    private final ExecutorService beside = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "onlooker");
        thread.setDaemon(true);
        return thread;
    });

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

    /** How the schema is now. */
    public Snapshot look() {
        List<CompletableFuture<List<Fact>>> others = onlookers.stream()
                .skip(1)
                .map(other -> CompletableFuture.supplyAsync(other::look, beside))
                .toList();
        Onlooker first = onlookers.get(0);
        List<Fact> facts = new ArrayList<>(first.look());
        others.forEach(other -> facts.addAll(seen(other)));
        return Snapshot.of(first.session().serverMajor(), AutomaticNames.settled(facts));
    }

    private static List<Fact> seen(CompletableFuture<List<Fact>> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        beside.shutdown();
        onlookers.forEach(onlooker -> onlooker.session().close());
    }

    /** One of them. Its session is its own, and so are the settings. */
    private record Onlooker(Session session) {

        void prepare(String query, SnapshotOptions options) {
            session.together(SnapshotReader.SETTINGS.replace("SET LOCAL ", "SET ") + "SET statement_timeout = "
                    + options.limit().toMillis() + "; PREPARE look AS " + query);
        }

        List<Fact> look() {
            return SnapshotReader.facts(session.together("EXECUTE look").rows());
        }
    }
}
