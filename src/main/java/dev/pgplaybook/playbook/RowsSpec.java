package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import java.util.List;

/** Which rows a sandbox gets beyond those that come with what it resembles. */
public sealed interface RowsSpec {

    /** None. */
    record SchemaOnly() implements RowsSpec {}

    /**
     * A part of the target's own rows, with every row that one of them refers to.
     *
     * @param amount of every table that {@code tables} does not name
     * @param seed the same one takes the same rows
     */
    record Sample(RowAmount amount, List<TableAmount> tables, long seed, List<MaskSpec> masks) implements RowsSpec {

        public Sample {
            tables = List.copyOf(tables);
            masks = List.copyOf(masks);
        }
    }

    /**
     * Rows that are made up.
     *
     * @param count for every table that {@code tables} does not name
     * @param seed the same one makes the same rows
     */
    record Synthetic(long count, List<TableCount> tables, long seed) implements RowsSpec {

        public Synthetic {
            tables = List.copyOf(tables);
        }
    }

    /**
     * How much of one table.
     *
     * @param table its name, or schema and name with a dot between, in the catalog's own letters
     */
    record TableAmount(String table, RowAmount amount, Location at) {}

    /**
     * How many rows for one table.
     *
     * @param table as in {@link TableAmount}
     */
    record TableCount(String table, long count, Location at) {}
}
