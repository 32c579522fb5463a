package dev.pgplaybook.likeness.synthetic;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/** Where the values of one column, or of all columns of one foreign key, come from; and which of them each row takes. */
final class Source {

    private final List<String> columns;
    private final List<Values> values;
    private final boolean reference;
    private LongUnaryOperator pick = row -> 0;
    private boolean assigned;
    private boolean unique;

    private Source(List<String> columns, List<Values> values, boolean reference) {
        this.columns = List.copyOf(columns);
        this.values = List.copyOf(values);
        this.reference = reference;
    }

    static Source of(String column, Values values) {
        return new Source(List.of(column), List.of(values), false);
    }

    /**
     * The keys that a foreign key can refer to.
     *
     * @param values of the same size, for the columns in their order: the same number in all of them belongs together
     */
    static Source ofKeys(List<String> columns, List<Values> values) {
        return new Source(columns, values, true);
    }

    List<String> columns() {
        return columns;
    }

    Values values(String column) {
        return values.get(columns.indexOf(column));
    }

    boolean isReference() {
        return reference;
    }

    long size() {
        return sizes().min().orElse(0);
    }

    private LongStream sizes() {
        return values.stream().mapToLong(Values::size);
    }

    /** Each row takes a value of its own, as far as there are enough. */
    void takeInTurn() {
        long size = size();
        assign(row -> row % size, true);
    }

    /** The next value comes only after this many rows. */
    void takeInTurn(long every) {
        long size = size();
        assign(row -> row / every % size, false);
    }

    void takeAtRandom(Mix mix) {
        long usual = values.stream().mapToLong(Values::usual).min().orElse(1);
        assign(row -> mix.below(usual, row), false);
    }

    private void assign(LongUnaryOperator chosen, boolean different) {
        pick = chosen;
        assigned = true;
        unique = different;
    }

    boolean isAssigned() {
        return assigned;
    }

    /** Whether so many rows have values of their own. */
    boolean isUniqueFor(long rows) {
        return unique && size() >= rows;
    }

    long numberFor(long row) {
        return pick.applyAsLong(row);
    }
}
