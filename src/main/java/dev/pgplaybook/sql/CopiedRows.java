package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Location;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** The rows behind a {@code COPY … FROM stdin}, straight from the file, up to the line {@code \.} that ends them. */
final class CopiedRows extends InputStream {

    private static final int END_MARK = 2;

    private final Window window;
    private final Location statement;
    private final Function<Location, RuntimeException> unended;
    private boolean atLineStart = true;
    private boolean blank = true;
    private boolean ended;

    /** @param unended what to throw where the file ends first, given where the statement stands */
    CopiedRows(Window window, Location statement, Function<Location, RuntimeException> unended) {
        this.window = window;
        this.statement = statement;
        this.unended = unended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length && !isAtEnd()) {
            int lineBreak = window.lineBreak(0);
            int rest = lineBreak < 0 ? window.length() : lineBreak + 1;
            int count = Math.min(rest, length - done);
            window.copyTo(target, offset + done, count);
            blank &= isBlank(count);
            window.consume(count);
            atLineStart = count == rest && lineBreak >= 0;
            done += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    /** Passes over what nobody has read. */
    void drain() throws IOException {
        byte[] rest = new byte[8192];
        while (read(rest, 0, rest.length) >= 0) {
            // Only the end is wanted.
        }
    }

    private boolean isAtEnd() throws IOException {
        if (!ended && window.length() <= END_MARK && !window.isComplete()) {
            window.grow();
        }
        if (!ended && atLineStart && isMark()) {
            window.consume(END_MARK);
            ended = true;
        } else if (!ended && window.length() == 0) {
            ended = true;
            if (!blank) {
                throw unended.apply(statement);
            }
        }
        return ended;
    }

    private boolean isMark() {
        return window.length() >= END_MARK
                && window.charAt(0) == '\\'
                && window.charAt(1) == '.'
                && (window.length() == END_MARK || Letters.isLineBreak(window.charAt(END_MARK)));
    }

    private boolean isBlank(int count) {
        for (int i = 0; i < count && blank; i++) {
            if (!Letters.isBlank(window.charAt(i))) {
                return false;
            }
        }
        return blank;
    }
}
