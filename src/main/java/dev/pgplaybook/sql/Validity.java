package dev.pgplaybook.sql;

import java.util.Locale;

/** Whether a new constraint asks the rows that are there, as the end of its form says. */
final class Validity {

    private Validity() {}

    static String of(String constraint) {
        String text = " " + constraint.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (text.contains(" NOT ENFORCED")) {
            return " NOT ENFORCED";
        }
        return text.contains(" NOT VALID") ? " NOT VALID" : "";
    }
}
