package dev.pgplaybook.migration;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Prisma's lock on the history, 72707369, held by the session that does the work. It is polled for: a waiter inside
 * {@code pg_advisory_lock} holds a snapshot, and deadlocks with CREATE INDEX CONCURRENTLY.
 */
public final class HistoryLock implements AutoCloseable {

    private static final long KEY = 72707369;

    /** Prisma's CLI gives up after 10 s. */
    private static final Duration WAITERS_STAY = Duration.ofSeconds(12);

    /**
     * A condition in SQL: this session still holds the lock. A connection that was quietly replaced does not. The lock is held twice,
     * so that one can be given back to see whether it was there: that costs nothing, where looking into pg_locks visits every lock.
     */
    static final String HELD =
            "CASE WHEN pg_advisory_unlock(%1$d) THEN pg_try_advisory_lock(%1$d) ELSE false END".formatted(KEY);

    private static final String TAKEN =
            "SELECT CASE WHEN pg_try_advisory_lock(%1$d) THEN pg_try_advisory_lock(%1$d) ELSE false END".formatted(KEY);

    private final Session session;
    private final Duration wait;
    private final Progress progress;

    private HistoryLock(Session session, Duration wait, Progress progress) {
        this.session = session;
        this.wait = wait;
        this.progress = progress;
    }

    /**
     * Takes the lock.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB212 with who holds it, when the wait is over
     */
    public static HistoryLock take(Session session, Duration wait, Progress progress) {
        HistoryLock lock = new HistoryLock(session, wait, progress);
        lock.take();
        return lock;
    }

    /** Takes it again, for whatever reason it was given up. */
    void take() {
        long start = System.nanoTime();
        while (!session.one(TAKEN).flag(0)) {
            long waited = System.nanoTime() - start;
            if (waited >= wait.toNanos()) {
                throw busy();
            }
            if (session.options().cancellation().requested()) {
                throw Problem.of(ProblemCode.PB413, "The wait for the history's lock was cancelled")
                        .asException();
            }
            progress.doing("waiting for the history's lock, held by " + holders() + ", for "
                    + Duration.ofNanos(waited).toSeconds() + " s");
            pause();
        }
    }

    /**
     * Sees to it that nobody waits inside {@code pg_advisory_lock}, as Prisma's CLI does: a waiter holds a snapshot, so that a
     * CONCURRENTLY statement waits for it while it waits for us. A CLI that waits gives up after a while; the connection that it
     * leaves behind does not notice, and goes only once it has had the lock.
     */
    void makeWay() {
        long start = System.nanoTime();
        while (hasWaiters() && !session.options().cancellation().requested()) {
            if (System.nanoTime() - start > WAITERS_STAY.toNanos()) {
                close();
                pause();
                take();
                return;
            }
            progress.doing("waiting until nobody waits for the history's lock, which CONCURRENTLY cannot pass");
            pause();
        }
    }

    private boolean hasWaiters() {
        return session.one("""
                        SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = ?::oid AND classid = 0
                                       AND objsubid = 1 AND NOT granted
                                       AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))""", String.valueOf(KEY)).flag(0);
    }

    @Override
    public void close() {
        session.query("SELECT pg_advisory_unlock(%1$d), pg_advisory_unlock(%1$d)".formatted(KEY));
    }

    private String holders() {
        List<Row> rows = session.query("""
                SELECT l.pid, coalesce(nullif(a.application_name, ''), 'an unnamed session'),
                       coalesce(extract(epoch FROM now() - a.backend_start)::int, 0)
                FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database AND d.datname = current_database()
                LEFT JOIN pg_stat_activity AS a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.objid = ?::oid AND l.classid = 0 AND l.objsubid = 1 AND l.granted""", String.valueOf(KEY));
        return rows.stream()
                .map(row -> row.text(1) + " (pid " + row.text(0) + ", connected for " + row.text(2) + " s)")
                .collect(Collectors.joining(", "));
    }

    private RuntimeException busy() {
        String holders = holders();
        return Problem.of(
                        ProblemCode.PB212,
                        "The history's lock was not to be had within " + wait.toSeconds() + " s: it is held by "
                                + (holders.isEmpty() ? "a session that has just ended" : holders))
                .hint("another deploy is running, or a pooler keeps its session; wait longer with --lock-wait 10m")
                .asException();
    }

    private static void pause() {
        try {
            Thread.sleep(50 + ThreadLocalRandom.current().nextInt(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
