package dev.pgplaybook.progress;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Something that is done while its owner does something else, which has ended when the owner closes it. */
public final class Beside<T> implements AutoCloseable {

    private final CompletableFuture<T> work = new CompletableFuture<>();

    private Beside() {}

    /**
     * Begins at once.
     *
     * @param name of the thread that does it
     */
    public static <T> Beside<T> begin(String name, Supplier<T> doing) {
        Beside<T> beside = new Beside<>();
        Thread thread = new Thread(() -> beside.complete(doing), name);
        thread.setDaemon(true);
        thread.start();
        return beside;
    }

    private void complete(Supplier<T> doing) {
        try {
            work.complete(doing.get());
        } catch (RuntimeException | Error e) {
            work.completeExceptionally(e);
        }
    }

    /** Waits for what came of it; throws what that threw. */
    public T result() {
        return result(work);
    }

    /** The same of any other work. */
    public static <T> T result(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits until it has ended, in whichever way. */
    @Override
    public void close() {
        work.handle((result, failure) -> "ended").join();
    }
}
