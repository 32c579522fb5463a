package dev.pgplaybook.likeness.synthetic;

/** A LIKE pattern as a regular expression. */
final class LikePattern {

    private LikePattern() {}

    static String asRegex(String like) {
        StringBuilder regex = new StringBuilder("^");
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else if (c == '\\' && i + 1 < like.length()) {
                regex.append(quoted(like.charAt(++i)));
            } else {
                regex.append(quoted(c));
            }
        }
        return regex.append('$').toString();
    }

    private static String quoted(char c) {
        return Character.isLetterOrDigit(c) || c == ' ' ? String.valueOf(c) : "\\" + c;
    }
}
