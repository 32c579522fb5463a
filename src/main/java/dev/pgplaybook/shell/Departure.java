package dev.pgplaybook.shell;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Cleanup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How the process goes when it is told to: what is under way is cancelled and given a moment to record its end; then what must not
 * outlive the process is removed, services before the sandbox that they use.
 */
final class Departure {

    private static final long PATIENCE_SECONDS = 10;

    private final Cancellation cancellation;
    private final Cleanup cleanup;
    private final CountDownLatch workDone = new CountDownLatch(1);

    Departure(Cancellation cancellation, Cleanup cleanup) {
        this.cancellation = cancellation;
        this.cleanup = cleanup;
    }

    /** The first Ctrl-C cancels; the second, and any other signal that ends a JVM, leaves. */
    void watch() {
        Interrupt.does(() -> {
            if (cancellation.requested()) {
                Runtime.getRuntime().exit(Dispatcher.INTERRUPTED);
            }
            cancellation.request();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(this::depart, "departure"));
    }

    void workIsDone() {
        workDone.countDown();
    }

    private void depart() {
        if (workDone.getCount() > 0) {
            cancellation.request();
            await();
        }
        cleanup.removeAll();
    }

    private void await() {
        try {
            if (!workDone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                // It does not end by itself: what it holds is removed under it.
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
