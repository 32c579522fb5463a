package dev.pgplaybook.shell;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Cleanup;
import dev.pgplaybook.progress.Progress;
import java.time.Duration;

/**
 * How the process goes when it is told to: what is under way is cancelled and given a moment to record its end; then what must not
 * outlive the process is removed, services before the sandbox that they use.
 */
final class Departure {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cancellation cancellation;
    private final Cleanup cleanup;
    private final Progress progress;
    private boolean working = true;
    private boolean leaving;

    Departure(Cancellation cancellation, Cleanup cleanup, Progress progress) {
        this.cancellation = cancellation;
        this.cleanup = cleanup;
        this.progress = progress;
    }

    /** The first Ctrl-C cancels; the second, and any other signal that ends a JVM, leaves. */
    void watch() {
        Interrupt.does(this::interrupted);
        Runtime.getRuntime().addShutdownHook(new Thread(this::depart, "departure"));
    }

    /** What is under way may take a while to end, so it is said at once that the wish was heard. */
    void interrupted() {
        if (cancellation.requested()) {
            Runtime.getRuntime().exit(Dispatcher.INTERRUPTED);
        }
        progress.note("cancelling what is under way; Ctrl-C again leaves");
        cancellation.request();
    }

    /** Something is under way, for the end of which a departure waits. */
    synchronized void work() {
        working = true;
    }

    /** Nothing is under way, as at a prompt. */
    synchronized void rest() {
        working = false;
        notifyAll();
    }

    /** Whether the process is on its way out, so that nothing is to be begun. */
    synchronized boolean isLeaving() {
        return leaving;
    }

    private synchronized boolean leaves() {
        leaving = true;
        return working;
    }

    private void depart() {
        if (leaves()) {
            cancellation.request();
            await();
        }
        cleanup.removeAll();
    }

    /** What does not end by itself is ended by the removal of what it holds. */
    private synchronized void await() {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        try {
            long left = PATIENCE.toMillis();
            while (working && left > 0) {
                wait(left);
                left = Duration.ofNanos(limit - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
