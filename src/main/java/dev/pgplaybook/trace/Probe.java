package dev.pgplaybook.trace;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Does one thing to one table again and again, as an application would, and keeps how long each took. Whatever it changes it takes back. */
final class Probe implements AutoCloseable {

    static final Duration PACE = Duration.ofMillis(20);

    /** Locks that were not to be had are what is measured, and no reason to say that something does not work any more. */
    private static final Set<String> WAITED = Set.of("55P03", "40P01", "57014", "40001");

    private final String table;
    private final String who;
    private final Session session;
    private final Consumer<Session> work;
    private final Thread thread = new Thread(this::run, "probe");
    private final List<Attempt> attempts = new ArrayList<>();
    private volatile boolean stopped;

    /** @param failure the server's words, where it did not work */
    record Attempt(long start, long end, Optional<String> failure) {}

    Probe(String table, String who, Session session, Consumer<Session> work) {
        this.table = table;
        this.who = who;
        this.session = session;
        this.work = work;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    String table() {
        return table;
    }

    String who() {
        return who;
    }

    /** All attempts until now, when the last one has ended; the probe stops. */
    List<Attempt> stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(attempts);
    }

    private void run() {
        try {
            while (!stopped) {
                tried();
                Thread.sleep(PACE.toMillis());
            }
            // Once more behind the end, which shows what does not work any more.
            tried();
        } catch (ProblemException e) {
            // The connection is lost, and with it the probe; the migration itself will tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tried() {
        long start = System.nanoTime();
        Optional<String> failure = attempt();
        attempts.add(new Attempt(start, System.nanoTime(), failure));
    }

    private Optional<String> attempt() {
        try {
            work.accept(session);
            return Optional.empty();
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost()) {
                throw e;
            }
            return WAITED.contains(e.failure().sqlState())
                    ? Optional.empty()
                    : Optional.of(e.failure().message());
        }
    }

    @Override
    public void close() {
        stopped = true;
        session.cancel();
        stop();
        session.close();
    }
}
