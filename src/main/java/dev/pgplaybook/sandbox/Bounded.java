package dev.pgplaybook.sandbox;

import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does on a thread of its own what may never come back, and stops waiting for it when its time is over.
 *
 * @param limit how long each call is waited for
 */
record Bounded(Duration limit) {

    /** What is done for its effect. */
    interface Deed {
        void run() throws Exception;
    }

    /** To be done whatever the operator cancels. */
    void run(Deed deed) throws Overdue {
        call(new Cancellation(), () -> {
            deed.run();
            return true;
        });
    }

    /** @throws Overdue when it did not come back in time, or failed with anything but a problem */
    <T> T call(Cancellation cancellation, Callable<T> work) throws Overdue {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread worker = new Thread(() -> complete(work, result), "container-engine");
        worker.setDaemon(true);
        worker.start();
        Cancellation.Registration registration =
                cancellation.onRequest(() -> result.completeExceptionally(EmbeddedSandbox.cancelled()));
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Overdue("said nothing within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new Overdue(firstLine(cause), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Overdue("was not waited for", e);
        } finally {
            registration.close();
        }
    }

    /** Whatever a library throws when it meets an engine that it does not understand, missing classes among it. */
    private static <T> void complete(Callable<T> work, CompletableFuture<T> result) {
        try {
            result.complete(work.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private static String firstLine(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).strip();
        return message.isEmpty() || message.equals("null")
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    /** What was asked for did not come, in words that follow its name. */
    static final class Overdue extends Exception {
        Overdue(String said, Throwable cause) {
            super(said, cause);
        }

        String said() {
            return String.valueOf(getMessage());
        }
    }
}
