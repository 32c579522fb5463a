package dev.pgplaybook.journal;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Does small things on a thread of its own, in the order they come. To wake a thread costs more than most of what it is woken for: so
 * while things keep coming it looks for them every few milliseconds, and is woken only for what cannot wait.
 */
final class Worker implements AutoCloseable {

    private static final long GLANCE = Duration.ofMillis(3).toNanos();

    /** So often it finds nothing before it rests until it is woken. */
    private static final int GLANCES = 10;

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean rests;
    private volatile boolean closed;

    Worker(String name) {
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Soon; gives false, and does nothing, once it is closed. */
    boolean does(Runnable task) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            queue.add(task);
        }
        if (rests) {
            LockSupport.unpark(thread);
        }
        return true;
    }

    /** As {@link #does}, as soon as what came before is done. */
    boolean doesAtOnce(Runnable task) {
        boolean taken = does(task);
        LockSupport.unpark(thread);
        return taken;
    }

    private void work() {
        int idle = 0;
        while (true) {
            Runnable task = queue.poll();
            if (task != null) {
                idle = 0;
                task.run();
            } else if (closed && queue.isEmpty()) {
                return;
            } else if (idle++ < GLANCES) {
                LockSupport.parkNanos(this, GLANCE);
            } else {
                rest();
            }
        }
    }

    boolean isAtRest() {
        return rests;
    }

    /** What comes while it goes to rest is seen here, or sees that it rests. */
    private void rest() {
        rests = true;
        if (queue.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        rests = false;
    }

    /** What has come so far is still done. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        LockSupport.unpark(thread);
    }
}
