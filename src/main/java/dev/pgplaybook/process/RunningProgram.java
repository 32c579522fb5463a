package dev.pgplaybook.process;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program in the background that writes to a log file of its own. When it ends, by itself or by {@link #close}, everything that it
 * started ends with it. Safe for concurrent use.
 */
public final class RunningProgram implements AutoCloseable {

    private final ProcessTree tree;
    private final Path log;
    private final CompletableFuture<Void> end;

    private RunningProgram(ProcessTree tree, Path log) {
        this.tree = tree;
        this.log = log;
        this.end = tree.leader().onExit().thenRunAsync(tree::end);
    }

    /** Starts the program; its output is appended to {@code log}, which only its owner can read. */
    public static RunningProgram start(Program program, Path log) {
        ProcessBuilder builder = Launch.of(program)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            PrivateFiles.createFile(log);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB511, "the log " + log + " of " + program.name() + " cannot be written")
                    .hint("check that its directory may be written to")
                    .asException(e);
        }
        return new RunningProgram(ProcessTree.start(program, builder), log);
    }

    public long pid() {
        return tree.leader().pid();
    }

    public Path log() {
        return log;
    }

    public boolean running() {
        return tree.leader().isAlive();
    }

    /** The exit status, once it has ended. */
    public OptionalInt status() {
        return tree.status();
    }

    /** Done when the program has ended and its tree with it. */
    public CompletableFuture<Void> end() {
        return end.copy();
    }

    /** Waits until the program ends, and says whether it has. */
    public boolean awaitEnd(Duration limit) {
        try {
            return tree.leader().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !running();
        }
    }

    /** The end of its log, masked; a word in its place where the log cannot be read. */
    public String lastLines(int count, Secrets secrets) {
        try {
            return Tail.of(log).lastLines(count, secrets);
        } catch (IOException e) {
            return "(the log cannot be read)";
        }
    }

    @Override
    public void close() {
        tree.end();
    }
}
