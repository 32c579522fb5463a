package dev.pgplaybook.database;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers as the server prints them. */
final class Numbers {

    private Numbers() {}

    /** The exact number; what no number can say (NaN, Infinity) stays the text that it is. */
    static @Nullable Object exact(@Nullable String printed) {
        if (printed == null) {
            return null;
        }
        try {
            return new BigDecimal(printed);
        } catch (NumberFormatException e) {
            return printed;
        }
    }
}
