package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Source;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.TokenStreamLocation;

/** The text under the parser: what stands at a token, and where the words of a scalar stand in the file. */
final class YamlText {

    /** How a scalar is written, by its first character. */
    enum Style {
        PLAIN,
        QUOTED,
        LITERAL,
        FOLDED
    }

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^{}\\n]*}");

    private final Path file;
    private final String text;
    private int codePoint;
    private int offset;
    private int passed = -1;
    private Location here;

    YamlText(Path file, String text) {
        this.file = file;
        this.text = text;
        this.here = new Location(file, 1, 1);
    }

    /** The token's place, which is from now on "here". The parser counts code points; a Java string does not. */
    Location location(TokenStreamLocation token) {
        offset = offsetOf((int) token.getCharOffset());
        codePoint = (int) token.getCharOffset();
        here = new Location(file, token.getLineNr(), token.getColumnNr());
        return here;
    }

    /** Relative to the last token, so that a long file is not counted through for each of its tokens. */
    int offsetOf(int codePointIndex) {
        return text.offsetByCodePoints(offset, codePointIndex - codePoint);
    }

    /** The place of the {@code ---} before a token. */
    Location documentStart(TokenStreamLocation token) {
        Location at = location(token);
        int marker = text.lastIndexOf("\n---", offset);
        if (marker < 0) {
            return at;
        }
        int linesBetween = (int) text.substring(marker + 1, offset)
                .chars()
                .filter(c -> c == '\n')
                .count();
        return new Location(file, at.line() - linesBetween, 1);
    }

    Location here() {
        return here;
    }

    char charHere() {
        return offset < text.length() ? text.charAt(offset) : ' ';
    }

    /** The variable whose opening brace stands there, as it is written. */
    Optional<String> variableAround(int brace) {
        Matcher matcher = VARIABLE.matcher(text);
        return brace > 0 && matcher.find(brace - 1) && matcher.start() == brace - 1
                ? Optional.of(matcher.group())
                : Optional.empty();
    }

    Path file() {
        return file;
    }

    boolean isNewPlace() {
        return offset != passed;
    }

    void passHere() {
        passed = offset;
    }

    Style style() {
        return switch (charHere()) {
            case '\'', '"' -> Style.QUOTED;
            case '|' -> Style.LITERAL;
            case '>' -> Style.FOLDED;
            default -> Style.PLAIN;
        };
    }

    /** The scalar's value as a source: exact for literal blocks and for what the file writes letter by letter, pinned otherwise. */
    Source source(String value, Location at) {
        if (style() == Style.LITERAL && !value.isBlank()) {
            int indent = indentOf(value);
            return new Source(file, value, new Location(file, at.line() + 1, indent + 1), indent);
        }
        int quote = style() == Style.QUOTED ? 1 : 0;
        boolean letterByLetter = value.indexOf('\n') < 0 && text.startsWith(value, offset + quote);
        return letterByLetter
                ? new Source(file, value, new Location(file, at.line(), at.column() + quote), 0)
                : Source.pinned(value, at);
    }

    /** What the file's first line with words has more in front than the value's: an explicit indentation indicator is right that way too. */
    private int indentOf(String value) {
        int block = text.indexOf('\n', offset) + 1;
        return Math.max(0, blanksBeforeWords(text, block) - blanksBeforeWords(value, 0));
    }

    private static int blanksBeforeWords(String lines, int from) {
        int lineStart = from;
        int i = from;
        while (i < lines.length() && Character.isWhitespace(lines.charAt(i))) {
            if (lines.charAt(i) == '\n') {
                lineStart = i + 1;
            }
            i++;
        }
        return i - lineStart;
    }

    /** Enough of a text to be recognised in a message. */
    static String shortened(String words) {
        String line = words.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= 60
                ? line
                : line.substring(0, line.offsetByCodePoints(0, 59)) + "…";
    }
}
