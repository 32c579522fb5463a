package dev.pgplaybook.problem;

import java.nio.file.Path;

/**
 * A text with its file, so that an offset becomes a place. A source may be a part of its file (SQL inside a playbook): then it
 * starts at {@code origin}, and every further line is indented by {@code indent} columns there.
 *
 * @param pinned the file writes the text in another form (folded, or with escapes), so that every offset is located at the origin
 */
public record Source(Path file, String text, Location origin, int indent, boolean pinned) {

    public Source(Path file, String text, Location origin, int indent) {
        this(file, text, origin, indent, false);
    }

    public static Source of(Path file, String text) {
        return new Source(file, text, new Location(file, 1, 1), 0);
    }

    public static Source pinned(String text, Location origin) {
        return new Source(origin.file(), text, origin, 0, true);
    }

    /** The same place with another text, whose offsets mean the same. */
    public Source withText(String other) {
        return new Source(file, other, origin, indent, pinned);
    }

    /**
     * The place of a UTF-16 offset; offsets outside the text are brought to its nearest end. A line break that has not yet ended
     * ({@code \r\n}) belongs to the line before.
     */
    public Location locate(int offset) {
        if (pinned) {
            return origin;
        }
        int end = Math.max(0, Math.min(offset, text.length()));
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int column = text.codePointCount(lineStart, end) + 1;
        return line == 1
                ? new Location(file, origin.line(), origin.column() + column - 1)
                : new Location(file, origin.line() + line - 1, indent + column);
    }

    /** The place of an offset counted in code points, as PostgreSQL counts error positions, from {@code start}. */
    public Location locateCodePoint(int start, int codePoints) {
        int available = text.codePointCount(start, text.length());
        return locate(text.offsetByCodePoints(start, Math.max(0, Math.min(codePoints, available))));
    }
}
