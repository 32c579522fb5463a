package dev.pgplaybook.journal;

import dev.pgplaybook.problem.Problem;
import java.util.function.Function;

/** How a step ended. */
public sealed interface Outcome {

    /** It did what it should. */
    record Done(String summary) implements Outcome {}

    /** The operator left it out, and said why. */
    record Skipped(String reason) implements Outcome {}

    /** The operator said no; nothing was done, and the run stops here. */
    record Declined(String reason) implements Outcome {}

    /**
     * It did not do what it should.
     *
     * @param left what stays behind
     */
    record Failed(Problem problem, Stage stage, Left left) implements Outcome {}

    /** Where in its life a step failed. */
    enum Stage {
        CHECK,
        EXECUTE,
        VERIFY
    }

    /** What a failed step leaves behind in the target, bookkeeping aside. */
    enum Left {
        NOTHING,
        SOMETHING,
        UNKNOWN
    }

    /** A case for every outcome, so that a new one cannot be forgotten. */
    default <T> T fold(
            Function<Done, T> done,
            Function<Skipped, T> skipped,
            Function<Declined, T> declined,
            Function<Failed, T> failed) {
        if (this instanceof Done d) {
            return done.apply(d);
        } else if (this instanceof Skipped s) {
            return skipped.apply(s);
        } else if (this instanceof Declined d) {
            return declined.apply(d);
        }
        return failed.apply((Failed) this);
    }

    default String word() {
        return fold(d -> "done", s -> "skipped", d -> "declined", f -> "failed");
    }

    /** What it says beside its word. */
    default String said() {
        return fold(
                Done::summary,
                Skipped::reason,
                Declined::reason,
                f -> f.problem().message());
    }

    /** Whether the run goes on to the next step. */
    default boolean goesOn() {
        return fold(d -> true, s -> true, d -> false, f -> false);
    }
}
