package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Source;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code KEY=VALUE} lines, as shells and container tools write them. Quoted values may run over lines; single quotes keep all
 * as it is, double quotes know a few escapes. Nothing is interpolated.
 */
public final class EnvFile {

    private static final Pattern KEY = Pattern.compile("(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)=");
    private static final Pattern COMMENT = Pattern.compile("\\s#.*");
    private static final String ESCAPED = "nrt\"\\$";
    private static final String MEANT = "\n\r\t\"\\$";

    private final Source source;
    private final String text;
    private final Problems problems = new Problems();
    private final Map<String, String> values = new LinkedHashMap<>();
    private int offset;

    private EnvFile(Source source) {
        this.source = source;
        this.text = source.text();
    }

    /** The file's values, the later of two with one name. */
    public static Map<String, String> read(Path file) {
        EnvFile reading = new EnvFile(Source.of(file, TextFile.read(file)));
        while (reading.offset < reading.text.length()) {
            reading.line();
        }
        reading.problems.throwIfAny();
        return reading.values;
    }

    private void line() {
        offset = behindBlanks();
        int start = offset;
        Matcher key = KEY.matcher(text).region(offset, text.length());
        if (key.lookingAt()) {
            offset = key.end();
            value(key.group(1));
            return;
        }
        String line = restOfLine();
        if (!line.isBlank() && !line.startsWith("#")) {
            refuse(start, "this is not KEY=VALUE", "write KEY=VALUE, or # before a comment");
        }
    }

    private void value(String key) {
        int start = behindBlanks();
        char first = start < text.length() ? text.charAt(start) : '\n';
        if (first != '"' && first != '\'') {
            values.put(key, withoutComment(restOfLine()));
            return;
        }
        offset = start;
        Optional<String> quoted = quoted(first);
        if (quoted.isEmpty()) {
            offset = start;
            restOfLine();
            refuse(start, "the quoted value of " + key + " does not end", "close the quote");
            return;
        }
        int behind = offset;
        if (!withoutComment(restOfLine()).isEmpty()) {
            refuse(behind, "something follows the quoted value of " + key, "put quotes around all of it");
        }
        values.put(key, quoted.get());
    }

    private Optional<String> quoted(char quote) {
        StringBuilder value = new StringBuilder();
        for (offset++; offset < text.length(); offset++) {
            char c = text.charAt(offset);
            if (c == quote) {
                offset++;
                return Optional.of(value.toString());
            }
            int escape = quote == '"' && c == '\\' && offset + 1 < text.length()
                    ? ESCAPED.indexOf(text.charAt(offset + 1))
                    : -1;
            value.append(escape < 0 ? c : MEANT.charAt(escape));
            offset += escape < 0 ? 0 : 1;
        }
        return Optional.empty();
    }

    private int behindBlanks() {
        int i = offset;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private String restOfLine() {
        int end = text.indexOf('\n', offset);
        String rest = text.substring(offset, end < 0 ? text.length() : end);
        offset = end < 0 ? text.length() : end + 1;
        return rest;
    }

    /** A comment starts at a # behind a blank. */
    private static String withoutComment(String rest) {
        return COMMENT.matcher(rest).replaceFirst("").strip();
    }

    private void refuse(int at, String message, String hint) {
        problems.add(ProblemCode.PB118, source.locate(at), message, hint);
    }
}
