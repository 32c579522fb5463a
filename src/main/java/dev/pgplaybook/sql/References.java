package dev.pgplaybook.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables in a text and the escaped ones, found before any SQL is read, since a default may hold quotes.
 *
 * @param masked the text in its full length, with a numbered parameter and blanks where a variable stands, and blanks for an escaped one
 */
record References(String masked, List<Reference> list) {

    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    /** One of them, from {@code start} to {@code end}. */
    record Reference(int start, int end, boolean escaped, String name, Optional<String> fallback) {

        /** As it is shown to the user; its default is left out. */
        String shown() {
            return "${" + name + "}";
        }
    }

    static References in(String text) {
        List<Reference> found = new ArrayList<>();
        StringBuilder masked = new StringBuilder(text);
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            boolean escaped = !matcher.group(1).isEmpty();
            found.add(new Reference(
                    matcher.start(), matcher.end(), escaped, matcher.group(2), Optional.ofNullable(matcher.group(3))));
            mask(masked, matcher.start(), matcher.end(), escaped ? "" : "$1");
        }
        return new References(masked.toString(), List.copyOf(found));
    }

    private static void mask(StringBuilder text, int start, int end, String beginning) {
        text.replace(start, start + beginning.length(), beginning);
        for (int i = start + beginning.length(); i < end; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }
}
