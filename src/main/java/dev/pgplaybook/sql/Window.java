package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The part of a UTF-8 file that is being looked at. It shows each byte as a character: to PostgreSQL's lexer every byte beyond ASCII
 * belongs to a name or a quote, so that nothing need be decoded before it is known to be wanted.
 */
final class Window implements CharSequence {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path file;
    private final InputStream input;
    private byte[] bytes;
    private int from;
    private int limit;
    private boolean complete;
    private long position;
    private int line = 1;
    private int column = 1;

    Window(Path file, InputStream input, int size) throws IOException {
        this.file = file;
        this.input = input;
        this.bytes = new byte[size];
        grow();
        if (limit >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
            from = 3;
            position = 3;
        }
    }

    /** Whether the file ends where this ends. */
    boolean isComplete() {
        return complete;
    }

    /** How many bytes of the file have been left behind. */
    long position() {
        return position;
    }

    /** Reads on. What is seen at an offset stays the same. */
    void grow() throws IOException {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, limit - from);
            limit -= from;
            from = 0;
        }
        if (limit == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        int read = input.readNBytes(bytes, limit, bytes.length - limit);
        limit += read;
        complete = limit < bytes.length;
    }

    /** Leaves the first bytes behind. */
    void consume(int count) {
        for (int i = from; i < from + count; i++) {
            if (bytes[i] == '\n') {
                line++;
                column = 1;
            } else if (startsCodePoint(bytes[i])) {
                column++;
            }
        }
        from += count;
        position += count;
    }

    Location locate(int offset) {
        int lines = 0;
        int columns = column;
        for (int i = from; i < from + offset; i++) {
            if (bytes[i] == '\n') {
                lines++;
                columns = 1;
            } else if (startsCodePoint(bytes[i])) {
                columns++;
            }
        }
        return new Location(file, line + lines, columns);
    }

    /** The text between two offsets. */
    String text(int start, int end) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from + start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(ProblemCode.PB603, "The statement is not UTF-8 text")
                    .at(locate(start))
                    .hint("convert the file, or dump with --encoding=UTF8")
                    .asException(e);
        }
    }

    void copyTo(byte[] target, int offset, int count) {
        System.arraycopy(bytes, from, target, offset, count);
    }

    /** The offset of the next line break from here, or -1. */
    int lineBreak(int offset) {
        for (int i = from + offset; i < limit; i++) {
            if (bytes[i] == '\n') {
                return i - from;
            }
        }
        return -1;
    }

    @Override
    public int length() {
        return limit - from;
    }

    @Override
    public char charAt(int offset) {
        return (char) (bytes[from + offset] & 0xFF);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(bytes, from + start, end - start, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return subSequence(0, length()).toString();
    }

    private static boolean startsCodePoint(byte b) {
        return (b & 0xC0) != 0x80;
    }
}
