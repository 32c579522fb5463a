package dev.pgplaybook.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stops a command: it carries the problems to be shown, at least one. Its own message is for developers; sinks render the problems. */
public class ProblemException extends RuntimeException {

    private final transient List<Problem> problems;

    public ProblemException(List<Problem> problems) {
        this(problems, null);
    }

    public ProblemException(Problem problem) {
        this(List.of(problem), null);
    }

    public ProblemException(Problem problem, Throwable cause) {
        this(List.of(problem), cause);
    }

    protected ProblemException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(p -> p.code() + " " + p.message()).collect(Collectors.joining("; ")), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a ProblemException needs a problem");
        }
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /** The first problem, which stands for all where only one can be named. */
    public Problem first() {
        return problems.get(0);
    }
}
