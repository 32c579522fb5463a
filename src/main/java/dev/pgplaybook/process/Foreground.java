package dev.pgplaybook.process;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;

/** Hands the terminal over to a program until that ends. It is in our session, as it must be to own the terminal. */
public final class Foreground {

    private Foreground() {}

    /** Gives its exit status. */
    public static int run(Program program) {
        ProcessBuilder builder = new ProcessBuilder(program.argv()).inheritIO();
        builder.environment().putAll(program.environment());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB511, program.name() + " cannot be started")
                    .hint("check that it is on the PATH and was built for this machine")
                    .asException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Whether there is such a program on the PATH. */
    public static boolean has(String program) {
        return Launch.onPath(program, System.getenv()).isPresent();
    }
}
