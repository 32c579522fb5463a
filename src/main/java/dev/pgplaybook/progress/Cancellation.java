package dev.pgplaybook.progress;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A request to stop, made from another thread (a signal). What is under way registers how it is stopped; the newest is stopped first.
 * Safe for concurrent use.
 */
public final class Cancellation {

    private final Deque<Runnable> stops = new ArrayDeque<>();
    private boolean requested;

    /** Runs every registered stop, newest first. A stop that fails does not keep the others from running. */
    public void request() {
        Deque<Runnable> due;
        synchronized (this) {
            requested = true;
            due = new ArrayDeque<>(stops);
        }
        due.forEach(Cancellation::attempt);
    }

    public synchronized boolean requested() {
        return requested;
    }

    /** Registers how to stop what begins now; close the registration when it has ended. Stops at once when already requested. */
    public Registration onRequest(Runnable stop) {
        boolean late;
        synchronized (this) {
            stops.push(stop);
            late = requested;
        }
        if (late) {
            attempt(stop);
        }
        return () -> {
            synchronized (this) {
                stops.remove(stop);
            }
        };
    }

    /** Makes this ready for the next command. */
    public synchronized void reset() {
        requested = false;
    }

    private static void attempt(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException e) {
            // A stop that fails leaves its work running; the second signal ends the process.
        }
    }

    /** Ends a registration; never throws. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
