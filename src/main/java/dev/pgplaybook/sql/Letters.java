package dev.pgplaybook.sql;

/** The classes of characters in PostgreSQL's scan.l. Every character beyond ASCII belongs to names, blanks and byte order marks too. */
final class Letters {

    private static final String OPERATORS = "~!@#^&|`?+-*/%<>=";

    private Letters() {}

    static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u000B';
    }

    static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean startsName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= '\u0080';
    }

    /** Whether a name, or a dollar quote's tag, goes on with this; a name may also go on with a dollar. */
    static boolean continuesTag(char c) {
        return startsName(c) || isDigit(c);
    }

    static boolean isOperator(char c) {
        return OPERATORS.indexOf(c) >= 0;
    }

    /** Folds as PostgreSQL folds keywords: ASCII alone, whatever the locale. */
    static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    static String upper(CharSequence text, int start, int end) {
        StringBuilder word = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            word.append(upper(text.charAt(i)));
        }
        return word.toString();
    }
}
