package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How something is expected to fail. */
final class Failures {

    private Failures() {}

    /** Refused with the code; gives the problem to look at further. */
    static Problem refused(ProblemCode code, ThrowingCallable call) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, call);
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.first().code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.first().hint()).isPresent();
        return refusal.first();
    }

    static MigrationFailedException migration(ThrowingCallable call) {
        MigrationFailedException failure = catchThrowableOfType(MigrationFailedException.class, call);
        assertThat(failure).as("failed").isNotNull();
        return failure;
    }
}
