package dev.pgplaybook.sql.hazard;

import java.util.Locale;

/** Numbers as a person reads them. */
public final class Numbers {

    private Numbers() {}

    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String count(long number, String noun) {
        return grouped(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
