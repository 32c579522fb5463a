package dev.pgplaybook.journal;

import java.util.List;

/**
 * What a statement was seen to do while it ran on a sandbox. What concerns only relations that its own migration has made is left out.
 *
 * @param number of the statement in its migration, from 1
 * @param locks that it took or waited for, unless the transaction held as strong ones already
 * @param rewrites relations whose files it wrote anew
 * @param made relations that are there since
 * @param dropped relations that are not there any more
 * @param left invalid indexes and constraints that are NOT VALID, which it left behind
 * @param temporaryBytes of files that it sorted or hashed in
 * @param verdict how the observation stands to the lock facts
 */
public record Trace(
        int number,
        List<Lock> locks,
        List<String> rewrites,
        List<String> made,
        List<String> dropped,
        List<String> left,
        long walBytes,
        long temporaryBytes,
        Verdict verdict,
        List<Remark> remarks) {

    /**
     * A lock on a table, index, view or sequence.
     *
     * @param role what the relation is to the statement
     * @param mode as SQL writes it, such as ACCESS EXCLUSIVE
     * @param waited whether the statement was seen to wait for it
     */
    public record Lock(String relation, String role, String mode, boolean waited) {}

    /** Prediction against observation. */
    public enum Verdict {
        /** What is sure to happen did, and nothing else that is strong. */
        CONFIRMED,
        /** Something that was sure to happen did not. */
        NOT_OBSERVED,
        /** A strong lock or a rewrite that was not foreseen. */
        UNPREDICTED,
        /** There are no facts about statements of this form. */
        UNKNOWN
    }

    /**
     * A finding of a trace.
     *
     * @param rule its stable id, R001 and on
     */
    public record Remark(String rule, Severity severity, String text) {}

    public enum Severity {
        ERROR,
        WARNING,
        INFORMATION
    }
}
