package dev.pgplaybook.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One form for what a server prints in two. After {@code c IN ('a', 'b')} over a varchar it prints a cast of the whole array; once that
 * has been through a dump and a restore, a cast of each element. And after {@code a BETWEEN 1 AND 2 AND b} it prints a pair within a
 * pair, which it reads as three.
 */
final class Canonical {

    private static final String ARRAY = "(ARRAY[";

    /** What stands behind the bracket: the parenthesis, and the cast of the whole. */
    private static final Pattern CAST = Pattern.compile("\\)::((?:[a-z_ ]+|\"[^\"]+\"|\\.|\\([0-9, ]+\\))+)\\[\\]");

    private Canonical() {}

    static String form(String definition) {
        String form = definition.contains(ARRAY) ? withCastElements(definition) : definition;
        boolean connects = form.contains(") AND ") || form.contains(") OR ");
        return connects && form.contains("((") ? Conjunctions.flat(form) : form;
    }

    /** Of a fact. What a body in another language says is its author's, to the letter. */
    static String form(FactKind kind, String definition) {
        boolean routine = kind == FactKind.FUNCTION || kind == FactKind.PROCEDURE;
        boolean authors = kind == FactKind.COMMENT || (routine && definition.contains("\nAS $"));
        return authors ? definition : form(definition);
    }

    private static String withCastElements(String definition) {
        int array = definition.indexOf(ARRAY);
        StringBuilder form = new StringBuilder();
        int done = 0;
        while (array >= 0) {
            int first = array + ARRAY.length();
            List<String> elements = new ArrayList<>();
            int end = elements(definition, first, elements);
            Matcher cast = CAST.matcher(definition);
            if (end >= 0 && cast.region(end + 1, definition.length()).lookingAt()) {
                form.append(definition, done, array).append("ARRAY[");
                String type = cast.group(1);
                form.append(String.join(
                        ", ", elements.stream().map(e -> "(" + e + ")::" + type).toList()));
                form.append(']');
                done = cast.end();
            }
            array = definition.indexOf(ARRAY, Math.max(done, first));
        }
        return form.append(definition, done, definition.length()).toString();
    }

    /**
     * Splits at the commas that are in no bracket and no quotes.
     *
     * @return where the closing bracket is; -1 where there is none
     */
    private static int elements(String text, int from, List<String> elements) {
        int depth = 0;
        int start = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                i = text.indexOf(c, i + 1);
                if (i < 0) {
                    return -1;
                }
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (depth > 0 && (c == ')' || c == ']')) {
                depth--;
            } else if (depth == 0 && (c == ']' || c == ',')) {
                elements.add(text.substring(start, i).strip());
                start = i + 1;
                if (c == ']') {
                    return i;
                }
            }
        }
        return -1;
    }
}
