package dev.pgplaybook.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A journal's lines as bytes.
 *
 * @param wholeBytes how far they reach
 * @param torn what stands behind the last line's end; empty where nothing does
 */
record Lines(List<byte[]> whole, long wholeBytes, String torn) {

    private static final String TYPE = "\",\"type\":\"";

    /** Within so many bytes a line that we wrote has told its type. */
    private static final int BEGINNING = 160;

    static Lines of(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        return new Lines(lines, start, new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8));
    }

    /** What a line's beginning tells of its event; empty where it is written otherwise than we write. */
    static Optional<String> type(byte[] line) {
        String beginning = new String(line, 0, Math.min(line.length, BEGINNING), StandardCharsets.ISO_8859_1);
        int type = beginning.indexOf(TYPE);
        int end = type < 0 ? -1 : beginning.indexOf('"', type + TYPE.length());
        return end < 0 ? Optional.empty() : Optional.of(beginning.substring(type + TYPE.length(), end));
    }
}
