package dev.pgplaybook.migration;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A second pair of eyes on the session that works: it sees who keeps it waiting, and cancels its statement when strong locks have been
 * held for too long while others wait for them. It connects when something takes long, and not before; without a connection of its
 * own nothing is watched, and the work goes on.
 */
final class LockWatch implements AutoCloseable {

    private static final long GLANCE_MILLIS = 200;
    private static final long LEAVE_MILLIS = 1_000;

    /** Who blocks the watched session, who waits for it, and whether it holds a lock against which a plain write waits. */
    private static final String LOOK = """
            SELECT 'blocks', b.pid, %1$s FROM unnest(pg_blocking_pids(?)) AS b (pid)
              LEFT JOIN pg_stat_activity AS a ON a.pid = b.pid
            UNION ALL
            SELECT 'waits', a.pid, %1$s FROM pg_stat_activity AS a
              WHERE a.wait_event_type = 'Lock' AND a.wait_event <> 'advisory' AND ? = ANY (pg_blocking_pids(a.pid))
            UNION ALL
            SELECT 'holds', l.pid, '', '', 0, '' FROM pg_locks AS l WHERE l.pid = ? AND l.granted AND l.locktype = 'relation'
              AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')""".formatted(Blocker.COLUMNS);

    private final Session watched;
    private final Duration hold;
    private final Consumer<List<Blocker>> heard;
    private final Thread thread = new Thread(this::watch, "lock-watch");

    private @Nullable Session own;
    private boolean closed;
    private boolean working;
    private long begun;
    private long freeUntil;
    private List<Blocker> blockers = List.of();
    private @Nullable String overrun;

    /**
     * Makes a watch that rests.
     *
     * @param hold how long strong locks may be held while others wait
     * @param heard told of each new set of sessions that keep the watched one waiting
     */
    LockWatch(Session watched, Duration hold, Consumer<List<Blocker>> heard) {
        this.watched = watched;
        this.hold = hold;
        this.heard = heard;
        thread.setDaemon(true);
    }

    /** Something begins that takes locks. */
    synchronized void begin() {
        working = true;
        begun = System.nanoTime();
        freeUntil = begun;
        blockers = List.of();
        overrun = null;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** It has ended, and its locks are gone. */
    synchronized void end() {
        working = false;
    }

    /** Who was last seen to keep the session waiting since it began. */
    synchronized List<Blocker> blockers() {
        return blockers;
    }

    /** Why its statement was cancelled from here, if it was. */
    synchronized Optional<String> overrun() {
        return Optional.ofNullable(overrun);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            working = false;
            notifyAll();
        }
        try {
            thread.join(LEAVE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (rested()) {
                if (own == null && isDue()) {
                    own = connect();
                }
                look();
            }
        } catch (ProblemException e) {
            // No connection left for a watch, or the server is gone: the work itself will tell.
        } finally {
            Session session = own;
            if (session != null) {
                session.close();
            }
        }
    }

    private Session connect() {
        return Session.open(
                watched.url(),
                SessionOptions.named(watched.options().applicationName())
                        .timeouts(Optional.empty(), Optional.of(Duration.ofSeconds(5)))
                        .asReader());
    }

    private synchronized boolean rested() {
        long until = System.nanoTime() + GLANCE_MILLIS * 1_000_000;
        try {
            while (!closed && System.nanoTime() < until) {
                wait(GLANCE_MILLIS);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        return !closed;
    }

    private synchronized boolean isDue() {
        return working
                && System.nanoTime() - begun > Duration.ofMillis(GLANCE_MILLIS).toNanos();
    }

    /** Holds the monitor, so that no cancel is sent for what has ended meanwhile. */
    private synchronized void look() {
        Session session = own;
        if (session == null || !isDue()) {
            return;
        }
        int pid = watched.backendPid();
        List<Row> rows = session.query(LOOK, pid, pid, pid);
        List<Blocker> seen = those("blocks", rows);
        if (!seen.isEmpty()) {
            boolean news = !pids(seen).equals(pids(blockers));
            blockers = seen;
            if (news) {
                heard.accept(seen);
            }
        }
        if (those("holds", rows).isEmpty()) {
            freeUntil = System.nanoTime();
        }
        Duration held = Duration.ofNanos(System.nanoTime() - freeUntil);
        List<Blocker> waiting = those("waits", rows);
        if (held.compareTo(hold) > 0 && !waiting.isEmpty() && overrun == null) {
            overrun = "it held strong locks for " + held.toSeconds()
                    + " s, longer than lock_hold allows, while others waited: " + waiting.get(0)
                    + (waiting.size() > 1 ? " and " + (waiting.size() - 1) + " more" : "");
            session.query("SELECT pg_cancel_backend(?)", pid);
        }
    }

    private static List<Blocker> those(String what, List<Row> rows) {
        return rows.stream()
                .filter(row -> row.text(0).equals(what))
                .map(row -> Blocker.of(row, 1))
                .toList();
    }

    private static List<Integer> pids(List<Blocker> blockers) {
        return blockers.stream().map(Blocker::pid).toList();
    }
}
