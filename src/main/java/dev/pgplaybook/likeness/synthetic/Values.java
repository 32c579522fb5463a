package dev.pgplaybook.likeness.synthetic;

/** Values of one column, each with a number, all different, in the form that COPY and a literal take. The same number gives the same value. */
interface Values {

    /** So many that no table needs more. */
    long MANY = 1L << 40;

    /** How many there are. */
    long size();

    /** Appends the value of this number, from 0 to before {@link #size}. */
    void append(long number, StringBuilder out);

    /** How many of the first look like what people would find there. */
    default long usual() {
        return size();
    }

    /** Whether no value holds a character that COPY would take for something else. */
    default boolean isPlain() {
        return true;
    }

    default String get(long number) {
        StringBuilder out = new StringBuilder();
        append(number, out);
        return out.toString();
    }
}
