package dev.pgplaybook.run;

import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.problem.ProblemCode;

/** How a walk ended. */
public sealed interface Result {

    record Passed() implements Result {}

    record Paused(String reason) implements Result {}

    record Declined() implements Result {}

    record Failed(Outcome.Failed outcome) implements Result {}

    /** The process's exit status: a sandbox is thrown away, so that a rehearsal leaves nothing behind, ever. */
    default int exit(boolean rehearsal) {
        if (this instanceof Failed failed) {
            if (failed.outcome().problem().code() == ProblemCode.PB525) {
                return 5;
            }
            return failed.outcome().stage() == Stage.CHECK ? 2 : leftBehind(failed.outcome(), rehearsal) ? 6 : 1;
        }
        return this instanceof Declined ? 3 : 0;
    }

    private static boolean leftBehind(Outcome.Failed failed, boolean rehearsal) {
        return !rehearsal && (failed.stage() == Stage.VERIFY || failed.left() != Left.NOTHING);
    }
}
