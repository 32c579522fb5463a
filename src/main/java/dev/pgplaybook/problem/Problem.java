package dev.pgplaybook.problem;

import java.util.Optional;

/**
 * One thing that is wrong.
 *
 * @param message one sentence in the user's own names, without a full stop
 * @param hint what to type or change next
 * @param at where the cause stands, in the user's file
 */
public record Problem(ProblemCode code, String message, Optional<String> hint, Optional<Location> at) {

    public static Problem of(ProblemCode code, String message) {
        return new Problem(code, message, Optional.empty(), Optional.empty());
    }

    public Problem hint(String text) {
        return new Problem(code, message, Optional.of(text), at);
    }

    public Problem at(Location place) {
        return new Problem(code, message, hint, Optional.of(place));
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }

    public ProblemException asException(Throwable cause) {
        return new ProblemException(this, cause);
    }
}
