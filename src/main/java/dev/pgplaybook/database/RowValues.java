package dev.pgplaybook.database;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of row values that the server quotes in its errors: people's data, which neither a record nor a log should hold. */
enum RowValues {
    SHOWN,
    MASKED;

    private static final String MASK = "(•••)";

    /** {@code Key (email)=(sam@example.com) already exists.} keeps the column and loses the value. */
    private static final Pattern KEY_VALUE = Pattern.compile("=\\(.*\\)", Pattern.DOTALL);

    /** From the first quote to the last: a value may hold quotes itself. */
    private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

    /** {@code Failing row contains (u1, sam@example.com, …).}, in whatever language. */
    private static final Pattern PARENTHESIS = Pattern.compile("\\(.*\\)", Pattern.DOTALL);

    String inDetail(String sqlState, String detail) {
        if (this == SHOWN || !(sqlState.startsWith("23") || sqlState.startsWith("22"))) {
            return detail;
        }
        if (sqlState.startsWith("22")) {
            return inMessage(sqlState, PARENTHESIS.matcher(detail).replaceAll(Matcher.quoteReplacement(MASK)));
        }
        Matcher keyed = KEY_VALUE.matcher(detail);
        return keyed.find()
                ? keyed.replaceAll(Matcher.quoteReplacement("=" + MASK))
                : PARENTHESIS.matcher(detail).replaceAll(Matcher.quoteReplacement(MASK));
    }

    /** Class 22, data exceptions, quotes the value itself: {@code invalid input syntax for type integer: "abc"}. */
    String inMessage(String sqlState, String message) {
        return this == SHOWN || !sqlState.startsWith("22")
                ? message
                : QUOTED.matcher(message).replaceAll("\"•••\"");
    }
}
