package dev.pgplaybook.database;

import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says of each statement that takes longer than a moment how long it has taken, and from a second session how far the server is. That
 * session is opened when the first such statement is met; one that cannot be had leaves the time alone.
 */
final class StatementWatch implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final DatabaseUrl url;
    private final int backendPid;
    private final Progress progress;
    private @Nullable Thread thread;
    private @Nullable Session second;
    private boolean refused;
    private String statement = "";
    private long since;
    private boolean busy;
    private boolean over;

    StatementWatch(DatabaseUrl url, int backendPid, Progress progress) {
        this.url = url;
        this.backendPid = backendPid;
        this.progress = progress;
        // What a pooler numbers is not what the views number; and who reads nothing needs no thread.
        this.refused = url.pooled();
    }

    /** From now on this is under way. */
    synchronized void begin(String sql) {
        if (!progress.isWatched()) {
            return;
        }
        statement = sql;
        since = System.nanoTime();
        busy = true;
        if (thread == null) {
            Thread watching = new Thread(this::watch, "statement-watch");
            watching.setDaemon(true);
            watching.start();
            thread = watching;
        }
    }

    synchronized void end() {
        busy = false;
    }

    private void watch() {
        while (!isOver()) {
            LockSupport.parkNanos(MOMENT.toNanos());
            slow().ifPresent(sql -> say(sql, far()));
        }
        Session watching = second;
        if (watching != null) {
            watching.close();
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    private synchronized Optional<String> slow() {
        return busy && took().compareTo(MOMENT) >= 0 ? Optional.of(statement) : Optional.empty();
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Still only while the same statement is under way: its answer may have come while the views were asked. */
    private synchronized void say(String sql, Optional<ServerProgress> far) {
        if (busy && !over && statement.equals(sql)) {
            progress.doing(took().toSeconds() + " s · "
                    + far.map(known -> known.words() + " · ").orElse("") + sql);
        }
    }

    private Optional<ServerProgress> far() {
        if (refused) {
            return Optional.empty();
        }
        try {
            Session watching = second;
            if (watching == null) {
                watching = Session.open(
                        url, SessionOptions.named("pgplaybook/progress").asReader());
                second = watching;
            }
            return ServerProgress.of(watching, backendPid);
        } catch (ProblemException e) {
            refused = true;
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        Thread watching;
        synchronized (this) {
            over = true;
            watching = thread;
        }
        if (watching != null) {
            LockSupport.unpark(watching);
            gone(watching);
        }
    }

    /** Whoever drops or copies the database next finds the second session gone. */
    private static void gone(Thread watching) {
        try {
            watching.join(MOMENT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
