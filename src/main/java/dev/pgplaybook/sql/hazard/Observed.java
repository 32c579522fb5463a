package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.problem.Location;

/**
 * Something that a run on a sandbox has shown, and which no file can tell.
 *
 * @param relation what it is about; empty where it is about no one table
 * @param said it in a sentence, with numbers
 */
public record Observed(Kind kind, Location at, String relation, String said) {

    /** What was seen, each with its rule. */
    public enum Kind {
        UNPREDICTED_LOCK("R001"),
        UNPREDICTED_REWRITE("R002"),
        NOT_OBSERVED("R003"),
        LONG_STALL("R004"),
        OTHER_SCHEMA("R005"),
        LEFT_HALF_DONE("R006"),
        TOO_MUCH_WRITTEN("R007"),
        LOCKED_IN_ALL("Q001");

        private final String rule;

        Kind(String rule) {
            this.rule = rule;
        }

        public String rule() {
            return rule;
        }
    }
}
