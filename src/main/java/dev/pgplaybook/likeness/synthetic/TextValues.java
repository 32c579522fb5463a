package dev.pgplaybook.likeness.synthetic;

import java.util.Locale;

/** Texts that look like their column's name: a number between two words, or a short code where there is no room for words. */
final class TextValues {

    /** So many fit behind a word; nine digits. */
    static final long MOST = 1_000_000_000;

    private static final int ROOM_FOR_WORDS = 9;
    private static final int RADIX = 36;
    private static final String[] FIRST = {
        "Ada", "Sam", "Grace", "Linus", "Mary", "Omar", "Yuki", "Ines", "Noor", "Paul"
    };

    private TextValues() {}

    static Values of(String column, int minLength, int maxLength) {
        Values words = byName(column.toLowerCase(Locale.ROOT));
        boolean fits = words.get(0).length() >= minLength && words.get(MOST - 1).length() <= maxLength;
        return fits ? words : maxLength - ROOM_FOR_WORDS >= minLength ? padded(minLength) : code(minLength, maxLength);
    }

    private static Values byName(String column) {
        if (column.contains("email") || column.contains("mail")) {
            return FormedValues.around("user", "@example.com");
        }
        if (column.contains("username") || column.contains("login") || column.contains("slug")) {
            return FormedValues.around("user-", "");
        }
        if (column.equals("name") || column.endsWith("name")) {
            return FormedValues.of(
                    Values.MANY,
                    (n, out) -> out.append(FIRST[(int) (n % FIRST.length)])
                            .append(' ')
                            .append(n));
        }
        if (column.contains("url") || column.contains("website") || column.contains("image")) {
            return FormedValues.around("https://example.com/", "");
        }
        if (column.contains("phone")) {
            return FormedValues.of(MOST, (n, out) -> out.append("+1555").append(1_000_000 + n));
        }
        return FormedValues.around(word(column) + " ", "");
    }

    private static String word(String column) {
        String word = column.replaceAll("[^a-z]", "");
        return word.isEmpty() ? "text" : word;
    }

    private static Values padded(int length) {
        return FormedValues.of(MOST, (n, out) -> {
            String digits = Long.toString(n);
            out.append("0".repeat(Math.max(0, length - digits.length()))).append(digits);
        });
    }

    /** Small letters and digits, all of one length, so that neither case nor blanks can make two of them equal. */
    private static Values code(int minLength, int maxLength) {
        int length = Math.max(minLength, Math.min(maxLength, ROOM_FOR_WORDS));
        long size = 1;
        for (int i = 0; i < length; i++) {
            size = Math.min(Values.MANY, size * RADIX);
        }
        return FormedValues.of(size, (n, out) -> {
            String digits = Long.toString(n, RADIX);
            out.append("0".repeat(Math.max(0, length - digits.length()))).append(digits);
        });
    }
}
