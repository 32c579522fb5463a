package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;

/**
 * What stands in a column's place, so that nobody is recognised in a sandbox.
 *
 * @param column as the playbook writes it: table and column, or schema, table and column, with dots between
 */
public record MaskSpec(String column, Rule rule, Location at) {

    /** How a value is replaced. */
    public sealed interface Rule {

        /** Another value of the same type; equal values stay equal, and different ones different. */
        record Hash() implements Rule {}

        /** An address of the same form that reaches nobody; different ones stay different. */
        record Email() implements Rule {}

        /** NULL. */
        record Nothing() implements Rule {}

        /** The same text everywhere. */
        record Fixed(String text) implements Rule {}
    }
}
