package dev.pgplaybook.database;

import dev.pgplaybook.progress.Progress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Shows that a server is waited for, once it takes longer than a moment, and says afterwards how long it took. */
final class Waiting implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Progress progress;
    private final String server;
    private final long start = System.nanoTime();
    private final Thread thread;
    private String reason = "";
    private boolean shown;
    private volatile boolean over;

    Waiting(Progress progress, String server) {
        this.progress = progress;
        this.server = server;
        this.thread = new Thread(this::tell, "waiting-for-server");
        thread.setDaemon(true);
        thread.start();
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Says why it is waited for, at once. */
    synchronized void since(String why) {
        reason = ", " + why;
        say();
    }

    private void tell() {
        while (!over) {
            LockSupport.parkNanos(MOMENT.toNanos());
            if (took().compareTo(MOMENT) >= 0) {
                say();
            }
        }
    }

    private synchronized void say() {
        if (over) {
            return;
        }
        shown = true;
        progress.doing("waiting for the server at " + server + reason + ", " + took().toSeconds() + " s");
    }

    @Override
    public synchronized void close() {
        over = true;
        LockSupport.unpark(thread);
        if (shown && took().compareTo(MOMENT) >= 0) {
            progress.note("waited " + took().toSeconds() + " s for the server at " + server + reason);
        }
    }
}
