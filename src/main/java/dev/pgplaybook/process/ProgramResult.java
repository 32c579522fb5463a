package dev.pgplaybook.process;

import java.time.Duration;

/**
 * How a program ended, and the end of what it wrote, masked.
 *
 * @param status its exit status, or 128 and the signal's number
 * @param output the last of its standard output
 * @param errors the last of its standard error
 */
public record ProgramResult(Ending ending, int status, String output, String errors, Duration duration) {

    /** What brought a program to its end. */
    public enum Ending {
        /** It ended by itself. */
        EXITED,
        /** Its limit passed, and it was ended with everything that it had started. */
        TIMED_OUT,
        /** It was ended because its work was cancelled. */
        CANCELLED
    }

    public boolean succeeded() {
        return ending == Ending.EXITED && status == 0;
    }
}
