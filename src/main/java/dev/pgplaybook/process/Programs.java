package dev.pgplaybook.process;

import dev.pgplaybook.process.ProgramResult.Ending;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end. Nothing that a program started outlives it: what it leaves in the background is ended with it. */
public final class Programs {

    private Programs() {}

    public static ProgramResult run(Program program, Duration limit, Secrets secrets, Cancellation cancellation) {
        long start = System.nanoTime();
        ProcessTree tree = ProcessTree.start(program, Launch.of(program));
        Tail output = Tail.following(tree.leader().getInputStream());
        Tail errors = Tail.following(tree.leader().getErrorStream());
        Ending ending = await(tree, limit, cancellation);
        return new ProgramResult(
                ending,
                tree.status().orElse(-1),
                output.text(secrets),
                errors.text(secrets),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static Ending await(ProcessTree tree, Duration limit, Cancellation cancellation) {
        CompletableFuture<Ending> ending = tree.leader()
                .onExit()
                .thenApply(ended -> Ending.EXITED)
                .completeOnTimeout(Ending.TIMED_OUT, limit.toMillis(), TimeUnit.MILLISECONDS);
        // Ends the tree on the asking thread as well, which may be the last one that this process still waits for.
        Cancellation.Registration registration = cancellation.onRequest(() -> {
            ending.complete(Ending.CANCELLED);
            tree.end();
        });
        try {
            return ending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Ending.CANCELLED;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            registration.close();
            tree.end();
        }
    }
}
