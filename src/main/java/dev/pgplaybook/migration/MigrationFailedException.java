package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemException;

/** A migration that failed, with what is known of its effect. */
public final class MigrationFailedException extends ProblemException {

    /** What the migration left in the database, bookkeeping aside. */
    public enum Effect {
        NONE,
        SOME,
        UNKNOWN
    }

    private final Effect effect;

    MigrationFailedException(Problem problem, Effect effect, Throwable cause) {
        super(problem, cause);
        this.effect = effect;
    }

    public Effect effect() {
        return effect;
    }
}
