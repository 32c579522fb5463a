package dev.pgplaybook.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folds a line that is wider than the terminal between its words, under where it began, instead of in the middle of one. */
final class Fold {

    /** The excerpt of a file, under whose column a caret stands, stays as it is. */
    private static final Pattern EXCERPT = Pattern.compile("^(" + Width.COLOUR + ")*\\s*\\d*\\s+\\|.*", Pattern.DOTALL);

    /** A word with the blanks before it; colours count as part of their words. */
    private static final Pattern WORD = Pattern.compile("\\s*\\S+");

    private static final int DEEPER = 2;
    private static final int NARROWEST = 20;

    private Fold() {}

    static List<String> lines(String text, int width) {
        if (width < NARROWEST
                || text.length() <= width
                || Width.of(text) <= width
                || EXCERPT.matcher(text).matches()) {
            return List.of(text);
        }
        int indent = Math.min(width / 3, indentOf(text) + DEEPER);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String word = words.group();
            int wide = Width.of(word);
            if (used > 0 && used + wide > width) {
                lines.add(line.toString());
                line.setLength(0);
                word = " ".repeat(indent) + word.strip();
                wide = Width.of(word);
                used = 0;
            }
            line.append(word);
            used += wide;
        }
        return add(lines, line.toString());
    }

    private static List<String> add(List<String> lines, String last) {
        lines.add(last);
        return lines;
    }

    private static int indentOf(String text) {
        String bare = Width.bare(text);
        return bare.length() - bare.stripLeading().length();
    }
}
