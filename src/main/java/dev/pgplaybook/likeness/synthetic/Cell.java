package dev.pgplaybook.likeness.synthetic;

import java.util.function.LongPredicate;

/** One column of the rows to be made, written as COPY reads it. */
record Cell(String column, Values values, Source source, LongPredicate isNull) {

    void append(long row, StringBuilder out, StringBuilder scratch) {
        if (isNull.test(row)) {
            out.append("\\N");
        } else if (values.isPlain()) {
            values.append(source.numberFor(row), out);
        } else {
            scratch.setLength(0);
            values.append(source.numberFor(row), scratch);
            escaped(scratch, out);
        }
    }

    private static void escaped(StringBuilder text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> out.append(c);
            }
        }
    }
}
