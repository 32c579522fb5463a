package dev.pgplaybook.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Brings a file to disk on a thread of its own, one request after the other. Its callers see to it that no two begin at once. */
final class DiskSync implements AutoCloseable {

    private final FileChannel channel;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "journal-sync");
        daemon.setDaemon(true);
        return daemon;
    });
    private Future<?> last = CompletableFuture.completedFuture(null);

    DiskSync(FileChannel channel) {
        this.channel = channel;
    }

    /** Begins to bring to disk what has been written so far. */
    Future<?> begin() {
        last = thread.submit(() -> {
            channel.force(false);
            return null;
        });
        return last;
    }

    /** The request that was begun last. */
    Future<?> last() {
        return last;
    }

    /** @throws IOException when the disk refused */
    static void await(Future<?> request) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    request.get();
                    return;
                } catch (InterruptedException e) {
                    // What must be on disk is waited for, whoever is impatient.
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IOException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
