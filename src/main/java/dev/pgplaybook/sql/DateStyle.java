package dev.pgplaybook.sql;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a statement makes the session write dates otherwise than by ISO 8601. The order in which it reads them is another matter. */
final class DateStyle {

    private static final String NAME = "DATESTYLE";

    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    private static final Set<String> OTHER_STYLES = Set.of("SQL", "GERMAN");

    private DateStyle() {}

    static boolean leftIsoBy(Statement statement) {
        Words leading = statement.leading();
        if (leading.is(0, "SET")) {
            int setting = leading.skip(1, "SESSION", "LOCAL");
            return isDateStyle(leading, setting) && hasOtherStyle(leading, setting + 1);
        }
        return leading.is(0, "SELECT", "WITH") && configures(Words.of(statement));
    }

    /** {@code set_config('DateStyle', …, …)}: for the session or, as SET LOCAL, for the transaction. */
    private static boolean configures(Words words) {
        for (int call = words.find(0, "SET_CONFIG"); call >= 0; call = words.find(call + 1, "SET_CONFIG")) {
            if (isDateStyle(words, call + 2) && call + 4 < words.size() && isOtherStyle(words.at(call + 4))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDateStyle(Words words, int i) {
        return i < words.size() && words.at(i).value().equalsIgnoreCase(NAME);
    }

    private static boolean hasOtherStyle(Words words, int from) {
        return words.list().stream().skip(from).anyMatch(DateStyle::isOtherStyle);
    }

    /** One word may hold a style and an order, as {@code 'SQL, DMY'} does. */
    private static boolean isOtherStyle(Words.Word word) {
        return BETWEEN.splitAsStream(word.value().toUpperCase(Locale.ROOT))
                .anyMatch(style -> OTHER_STYLES.contains(style) || style.startsWith("POSTGRES"));
    }
}
