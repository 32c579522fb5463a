package dev.pgplaybook.run;

import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import java.util.List;

/** One step over one target. The verbs are called in this order; each may be the last. */
public interface StepRunner {

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
