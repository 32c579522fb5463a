package dev.pgplaybook.database;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.Optional;
import java.util.function.IntFunction;

/** A statement that failed. Whoever knows where the statement stands in a file makes a problem with a place of it. */
public final class StatementFailedException extends ProblemException {

    private final transient SqlFailure failure;

    StatementFailedException(SqlFailure failure, Throwable cause) {
        super(problem(ProblemCode.PB301, failure, "The statement failed"), cause);
        this.failure = failure;
    }

    private StatementFailedException(Problem problem, StatementFailedException said) {
        super(problem, said);
        this.failure = said.failure;
    }

    /** The same failure under a problem that says more, such as its place. */
    public StatementFailedException as(Problem problem) {
        return new StatementFailedException(problem, this);
    }

    public SqlFailure failure() {
        return failure;
    }

    /**
     * The problem in the words of what was being done, at its place.
     *
     * @param what such as "migration 2025_x failed", to which SQLSTATE and message are added
     * @param locate from a position in the statement (in code points, from 1) to a place
     */
    public Problem problem(ProblemCode code, String what, IntFunction<Location> locate) {
        return problem(code, failure, what).at(locate.apply(failure.position().orElse(1)));
    }

    public Problem problem(ProblemCode code, String what) {
        return problem(code, failure, what);
    }

    private static Problem problem(ProblemCode code, SqlFailure failure, String what) {
        Problem problem = Problem.of(
                failure.isConnectionLost() ? ProblemCode.PB406 : byState(failure, code),
                what + ": " + failure.message() + " (SQLSTATE " + failure.sqlState() + ")"
                        + failure.detail().map(d -> "\n" + d).orElse(""));
        Optional<String> hint = failure.hint();
        return hint.map(problem::hint).orElse(problem);
    }

    private static ProblemCode byState(SqlFailure failure, ProblemCode otherwise) {
        return switch (failure.sqlState()) {
            case "55P03" -> ProblemCode.PB412;
            case "57014" -> ProblemCode.PB413;
            default -> otherwise;
        };
    }
}
