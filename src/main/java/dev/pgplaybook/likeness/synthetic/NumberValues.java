package dev.pgplaybook.likeness.synthetic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Numbers one after the other, in steps of the last decimal place.
 *
 * @param first in such steps
 * @param scale decimal places
 */
record NumberValues(long first, long size, int scale, long usual) implements Values {

    private static final long USUAL = 100_000;

    /**
     * Those from {@code least} to {@code most} that the restriction leaves.
     *
     * @param least in units of the last place
     */
    static Values between(long least, long most, int scale, Restriction restriction) {
        Optional<Long> low = restriction.low().flatMap(bound -> units(bound, scale, true));
        Optional<Long> high = restriction.high().flatMap(bound -> units(bound, scale, false));
        long from = low.orElse(
                high.filter(h -> h < 1).map(h -> Math.max(least, h - USUAL)).orElse(Math.min(1, most)));
        long to = Math.min(most, high.orElse(most));
        long first = Math.max(least, from);
        long size = to < first ? 0 : Math.max(1, Math.min(MANY, to - first + 1));
        return new NumberValues(first, size, scale, Math.min(size, USUAL));
    }

    private static Optional<Long> units(Restriction.Bound bound, int scale, boolean isLow) {
        return bound.number().map(number -> {
            BigDecimal exact = number.movePointRight(scale);
            BigDecimal whole = exact.setScale(0, isLow ? RoundingMode.CEILING : RoundingMode.FLOOR);
            boolean excluded = !bound.inclusive() && whole.compareTo(exact) == 0;
            long units = whole.min(BigDecimal.valueOf(Long.MAX_VALUE / 4))
                    .max(BigDecimal.valueOf(Long.MIN_VALUE / 4))
                    .longValue();
            return excluded ? units + (isLow ? 1 : -1) : units;
        });
    }

    @Override
    public void append(long number, StringBuilder out) {
        long units = first + number;
        if (scale == 0) {
            out.append(units);
            return;
        }
        if (units < 0) {
            out.append('-');
        }
        String digits = Long.toString(Math.abs(units));
        appendDecimal(digits, out);
    }

    private void appendDecimal(String digits, StringBuilder out) {
        int whole = digits.length() - scale;
        if (whole > 0) {
            out.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
            return;
        }
        out.append("0.");
        for (int i = whole; i < 0; i++) {
            out.append('0');
        }
        out.append(digits);
    }
}
