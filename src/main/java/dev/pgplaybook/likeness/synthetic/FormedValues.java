package dev.pgplaybook.likeness.synthetic;

/** Values that a form makes of their number. */
record FormedValues(long size, long usual, boolean isPlain, Form form) implements Values {

    /** How a number becomes a value. */
    interface Form {
        void append(long number, StringBuilder out);
    }

    private static final long USUAL = 1_000_000;

    static FormedValues of(long size, Form form) {
        return new FormedValues(size, Math.min(size, USUAL), true, form);
    }

    /** A number between two texts. */
    static FormedValues around(String before, String after) {
        return of(
                TextValues.MOST,
                (number, out) -> out.append(before).append(number).append(after));
    }

    @Override
    public void append(long number, StringBuilder out) {
        form.append(number, out);
    }
}
