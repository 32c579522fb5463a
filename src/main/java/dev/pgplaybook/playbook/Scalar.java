package dev.pgplaybook.playbook;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A single value with its type: a number, a text, a boolean or null. Numbers are equal when their values are ({@code 1} and
 * {@code 1.0}); values of different types never are, so that {@code 0} is not {@code "0"}.
 */
public record Scalar(@Nullable Object value) {

    public static final Scalar NULL = new Scalar(null);

    public Scalar {
        if (value != null && !(value instanceof BigDecimal || value instanceof String || value instanceof Boolean)) {
            throw new IllegalArgumentException("not a scalar: " + value.getClass());
        }
    }

    /** Whether the two are of one type and equal. */
    public boolean matches(Scalar other) {
        if (value instanceof BigDecimal mine && other.value instanceof BigDecimal theirs) {
            return mine.compareTo(theirs) == 0;
        }
        return equals(other);
    }

    /** As it would be written in a playbook: texts in quotes. */
    @Override
    public String toString() {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }
}
