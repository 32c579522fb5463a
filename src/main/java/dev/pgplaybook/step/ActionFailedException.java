package dev.pgplaybook.step;

import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.problem.Problem;

/** An action that did not do what it should, with what it leaves behind. */
final class ActionFailedException extends RuntimeException {

    private final transient Problem problem;
    private final Left left;

    ActionFailedException(Problem problem, Left left) {
        super(problem.message());
        this.problem = problem;
        this.left = left;
    }

    Problem problem() {
        return problem;
    }

    Left left() {
        return left;
    }
}
