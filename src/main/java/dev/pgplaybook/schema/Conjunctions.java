package dev.pgplaybook.schema;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes the parentheses away from what a list of ANDs, or of ORs, begins with where that is such a list itself: {@code ((a AND b) AND
 * c)} is read as {@code (a AND b AND c)}, while {@code (a AND (b AND c))} stays as it is.
 */
final class Conjunctions {

    private final String text;
    private final StringBuilder flat = new StringBuilder();
    private final Deque<Group> open = new ArrayDeque<>();

    /** A parenthesis that is not closed yet. */
    private static final class Group {

        private final int start;

        /** AND or OR, once there was one; "mixed" where there were both. */
        private String connective = "";

        /** Where the group ends that stands at this one's beginning, and what that one's connective is. */
        private int firstEnd = -1;

        private String firstConnective = "";

        Group(int start) {
            this.start = start;
        }

        void connect(String other) {
            connective = connective.isEmpty() || connective.equals(other) ? other : "mixed";
        }
    }

    private Conjunctions(String text) {
        this.text = text;
    }

    static String flat(String text) {
        return new Conjunctions(text).flattened();
    }

    private String flattened() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                int end = text.indexOf(c, i + 1);
                end = end < 0 ? text.length() - 1 : end;
                flat.append(text, i, end + 1);
                i = end + 1;
                continue;
            }
            if (c == '(') {
                open.push(new Group(flat.length()));
            }
            flat.append(c);
            if (c == ')' && !open.isEmpty()) {
                close(open.pop());
            } else if (c == ' ' && !open.isEmpty()) {
                connect(i, " AND ");
                connect(i, " OR ");
            }
            i++;
        }
        return flat.toString();
    }

    /** The space before the word has been seen; the group that begins this one has ended right there, or it is but a part of a term. */
    private void connect(int at, String word) {
        if (text.startsWith(word, at)) {
            Group group = open.element();
            if (group.connective.isEmpty() && group.firstEnd != flat.length() - 1) {
                group.firstEnd = -1;
            }
            group.connect(word);
        }
    }

    private void close(Group group) {
        int end = flat.length();
        if (group.firstEnd >= 0 && !group.connective.isEmpty() && group.connective.equals(group.firstConnective)) {
            flat.deleteCharAt(group.firstEnd - 1).deleteCharAt(group.start + 1);
            end -= 2;
        }
        Group outer = open.peek();
        if (outer != null && group.start == outer.start + 1) {
            outer.firstEnd = end;
            outer.firstConnective = group.connective;
        }
    }
}
