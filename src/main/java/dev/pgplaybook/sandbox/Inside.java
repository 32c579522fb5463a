package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The inside of a sandbox that is a machine of its own: programs that its image brings along can be run there. */
public interface Inside {

    /**
     * Runs a program to its end, as {@link dev.pgplaybook.process.Programs} does on this machine, with its standard output in a file. A
     * program that is not there has the status 126 or 127, as to a shell. What is still running when its limit has passed ends with
     * the sandbox.
     *
     * @param environment reaches the program alone: nothing of it is in an argument, or in what the engine tells of the container
     */
    ProgramResult run(
            List<String> argv,
            Map<String, String> environment,
            Path output,
            Duration limit,
            Secrets secrets,
            Cancellation cancellation);

    /**
     * Opens a way from in there to a server that is reached from here.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB603 where there is none, with the reason
     */
    Way wayTo(DatabaseUrl url);

    /** How a server is reached from inside, until it is closed. */
    interface Way extends AutoCloseable {

        /** The URL as libpq's variables, the password among them. */
        Map<String, String> environment();

        @Override
        void close();
    }
}
