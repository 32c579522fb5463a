package dev.pgplaybook.trace;

/**
 * When a statement ran.
 *
 * @param at where it stands
 * @param cause the table that it names first, by its name; empty where it names none
 * @param grows whether it takes longer where there are more rows, as far as anybody knows
 */
record Span(int number, String at, String cause, boolean grows, long start, long end) {

    /** How many nanoseconds of a time fall into it. */
    long overlap(long from, long to) {
        return Math.max(0, Math.min(end, to) - Math.max(start, from));
    }
}
