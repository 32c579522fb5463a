package dev.pgplaybook.playbook;

import java.math.BigDecimal;

/** How much of a table is wanted. */
public sealed interface RowAmount {

    /** So many rows, or all where there are fewer. */
    record Count(long rows) implements RowAmount {}

    /**
     * A part of the rows.
     *
     * @param percent from 0 to 100
     */
    record Share(BigDecimal percent) implements RowAmount {}
}
