package dev.pgplaybook.trace;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.lock.LockMode;
import dev.pgplaybook.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A second pair of eyes, on a session of its own: it sees what a statement waits for, and what one holds that works in several
 * transactions. It looks every few milliseconds, so that what is held for less may pass unseen.
 */
final class Watcher implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(10);
    private static final long LEAVE_MILLIS = 1_000;

    private static final String LOOK =
            "SELECT l.relation, l.mode, l.granted FROM pg_catalog.pg_locks l WHERE l.pid = ?::int"
                    + " AND l.locktype = 'relation' AND (? OR NOT l.granted)";

    private final Session own;
    private final int watched;
    private final Thread thread = new Thread(this::watch, "trace-watch");
    private boolean closed;
    private boolean working;
    private boolean all;
    private Seen seen = new Seen(new HashMap<>(), new HashSet<>());

    /** The strongest lock on each relation, and which of them were waited for. */
    record Seen(Map<Long, LockMode> locks, Set<Long> waited) {}

    Watcher(Session watched) {
        this.watched = watched.backendPid();
        this.own = Session.open(
                watched.url(), SessionOptions.named("pgplaybook/trace").asReader());
        thread.setDaemon(true);
        thread.start();
    }

    /** @param everything whether locks that are held count as well, which nobody can look at once the statement is over */
    synchronized void begin(boolean everything) {
        seen = new Seen(new HashMap<>(), new HashSet<>());
        all = everything;
        working = true;
        notifyAll();
    }

    synchronized Seen end() {
        working = false;
        return seen;
    }

    private void watch() {
        try {
            while (due()) {
                Thread.sleep(glance());
                look();
            }
        } catch (ProblemException e) {
            // The server is gone, or the connection: the work itself will tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            own.close();
        }
    }

    private synchronized boolean due() throws InterruptedException {
        while (!closed && !working) {
            wait();
        }
        return !closed;
    }

    /** What is over in a moment is not looked at, unless nobody can look later. */
    private synchronized long glance() {
        return all ? 1 : GLANCE.toMillis();
    }

    /** Holds the monitor, so that nothing is added to what has ended meanwhile. */
    private synchronized void look() {
        if (!working) {
            return;
        }
        for (Row row : own.query(LOOK, watched, all)) {
            LockMode.ofServer(row.text(1)).ifPresent(mode -> {
                seen.locks().merge(row.number(0), mode, LockMode::or);
                if (!row.flag(2)) {
                    seen.waited().add(row.number(0));
                }
            });
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(LEAVE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
