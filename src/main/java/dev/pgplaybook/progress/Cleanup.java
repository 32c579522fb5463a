package dev.pgplaybook.progress;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must not outlive the process: sessions, services, sandboxes. Each registers when it begins and withdraws when it has ended by
 * itself; when the process is told to go, the rest is closed, newest first. Safe for concurrent use.
 */
public final class Cleanup {

    private final Deque<Runnable> open = new ArrayDeque<>();

    /** Registers how something is removed. Close the registration once it is gone. */
    public synchronized Cancellation.Registration register(Runnable removal) {
        open.push(removal);
        return () -> {
            synchronized (this) {
                open.remove(removal);
            }
        };
    }

    /** Removes everything that is left. One that cannot be removed does not keep the others. */
    public void removeAll() {
        Runnable next = take();
        while (next != null) {
            try {
                next.run();
            } catch (RuntimeException e) {
                // The next start finds and removes what is left.
            }
            next = take();
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Runnable take() {
        return open.poll();
    }
}
