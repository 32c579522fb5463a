package dev.pgplaybook.sql;

/** Finds where a quoted text or a comment ends; each answer is the offset behind it, or {@link #OPEN}. */
record Quotes(CharSequence text, int limit) {

    /** The text ended first. */
    static final int OPEN = -1;

    /** A string; after a line break the standard lets another pair of quotes continue it, by the same rules for backslashes. */
    int string(int quote, boolean escapes) {
        int i = closing(quote, escapes);
        int continued = continuation(i);
        while (i != OPEN && continued != OPEN) {
            i = closing(continued, escapes);
            continued = continuation(i);
        }
        return i;
    }

    int name(int quote) {
        return closing(quote, false);
    }

    /** The delimiter is what stands between {@code start} and {@code body}. */
    int dollar(int start, int body) {
        int length = body - start;
        for (int i = body; i + length <= limit; i++) {
            if (text.charAt(i) == '$' && repeats(start, i, length)) {
                return i + length;
            }
        }
        return OPEN;
    }

    private boolean repeats(int start, int other, int length) {
        for (int i = 1; i < length; i++) {
            if (text.charAt(start + i) != text.charAt(other + i)) {
                return false;
            }
        }
        return true;
    }

    /** A comment in slashes and stars; PostgreSQL lets them nest. */
    int comment(int start) {
        int depth = 1;
        int i = start + 2;
        while (i < limit && depth > 0) {
            if (pair(i, '/', '*')) {
                depth++;
                i += 2;
            } else if (pair(i, '*', '/')) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        }
        return depth > 0 ? OPEN : i;
    }

    /** A doubled quote does not close. */
    private int closing(int quote, boolean escapes) {
        char mark = text.charAt(quote);
        int i = quote + 1;
        while (i < limit) {
            char c = text.charAt(i);
            if ((c == '\\' && escapes) || pair(i, mark, mark)) {
                i += 2;
            } else if (c == mark) {
                return i + 1;
            } else {
                i++;
            }
        }
        return OPEN;
    }

    private int continuation(int from) {
        boolean lineBreak = false;
        int i = from;
        while (i >= 0 && i < limit) {
            char c = text.charAt(i);
            if (pair(i, '-', '-')) {
                i = lineEnd(i);
            } else if (Letters.isBlank(c)) {
                lineBreak |= Letters.isLineBreak(c);
                i++;
            } else {
                return lineBreak && c == '\'' ? i : OPEN;
            }
        }
        return OPEN;
    }

    int lineEnd(int from) {
        int i = from;
        while (i < limit && !Letters.isLineBreak(text.charAt(i))) {
            i++;
        }
        return i;
    }

    boolean startsComment(int i) {
        return pair(i, '-', '-') || pair(i, '/', '*');
    }

    private boolean pair(int i, char first, char second) {
        return i + 1 < limit && text.charAt(i) == first && text.charAt(i + 1) == second;
    }
}
