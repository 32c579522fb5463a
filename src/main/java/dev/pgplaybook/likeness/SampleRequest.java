package dev.pgplaybook.likeness;

import dev.pgplaybook.problem.Location;
import java.math.BigDecimal;
import java.util.List;

/**
 * Which rows of a database are wanted, and how they are masked. Tables and columns are named as in the catalog, with or without their
 * schema.
 *
 * @param amount of every table that {@code tables} does not name
 * @param seed the same one takes the same rows
 */
public record SampleRequest(Amount amount, List<TableAmount> tables, long seed, List<ColumnMask> masks) {

    public SampleRequest {
        tables = List.copyOf(tables);
        masks = List.copyOf(masks);
    }

    /** How much of a table. */
    public sealed interface Amount {

        /** So many rows, or all where there are fewer. */
        record Count(long rows) implements Amount {}

        /** About so many of a hundred. */
        record Share(BigDecimal percent) implements Amount {}

        default boolean isNothing() {
            return this instanceof Count count
                    ? count.rows() == 0
                    : ((Share) this).percent().signum() == 0;
        }
    }

    /** How much of one table; the place is the user's. */
    public record TableAmount(String table, Amount amount, Location at) {}

    /** How one column is masked; the place is the user's. */
    public record ColumnMask(String column, Mask mask, Location at) {}
}
