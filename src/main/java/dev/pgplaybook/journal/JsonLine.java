package dev.pgplaybook.journal;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON on one line, without blanks. By hand, since a journal writes its lines between a database's statements: a library's
 * generator is quick once it is warm, and a run is over before that.
 */
final class JsonLine {

    private final StringBuilder text = new StringBuilder(512);

    private JsonLine() {}

    static String of(@Nullable Object value) {
        JsonLine line = new JsonLine();
        line.value(value);
        return line.text.toString();
    }

    private void value(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            object(fields);
        } else if (value instanceof Iterable<?> items) {
            array(items);
        } else if (value == null || value instanceof Boolean || value instanceof BigDecimal) {
            text.append(value);
        } else if (value instanceof Number number) {
            text.append(number.longValue());
        } else {
            string(value.toString());
        }
    }

    private void object(Map<?, ?> fields) {
        char before = '{';
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            text.append(before);
            string(String.valueOf(field.getKey()));
            text.append(':');
            value(field.getValue());
            before = ',';
        }
        text.append(fields.isEmpty() ? "{}" : "}");
    }

    private void array(Iterable<?> items) {
        text.append('[');
        String before = "";
        for (Object item : items) {
            text.append(before);
            value(item);
            before = ",";
        }
        text.append(']');
    }

    /** What needs no escape is copied in runs. */
    private void string(String value) {
        text.append('"');
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                text.append(value, from, i).append(escaped(c));
                from = i + 1;
            }
        }
        text.append(value, from, value.length()).append('"');
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> String.format("\\u%04X", (int) c);
        };
    }
}
