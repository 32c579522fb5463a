package dev.pgplaybook.run;

import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.Trail;
import java.util.List;

/** One step over one target. The verbs are called in this order; each may be the last. */
public interface StepRunner {

    /**
     * Finds out what became of a step that was begun before and has not come to a good end; the later verbs rest on it. Called for such
     * a step alone. Changes nothing in the target, but may end, with the operator's consent, a process of the server that still works
     * for it.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB503 or PB515 where it is not known and nobody decides
     */
    default Standing reconcile(Trail trail) {
        return Standing.NOTHING;
    }

    /** Asks whether the step may begin. Reads, and never changes anything. */
    List<Finding> check();

    /** What {@link #execute} would do. Changes nothing. */
    Plan plan();

    /** Gets ready for {@link #execute}, while what was recorded comes to disk; changes nothing. What is wrong is for execute to say. */
    default void prepare() {}

    /**
     * Does it. No transaction is open and no lock is held when it returns.
     *
     * @return done, or failed with what was left behind
     */
    Outcome execute();

    /** Asks whether it did what it should. Reads, and never changes anything. */
    List<Finding> verify();
}
