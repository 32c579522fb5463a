package dev.pgplaybook.likeness.synthetic;

import java.io.Reader;
import java.util.List;

/** Rows as COPY reads them, made as they are asked for. */
final class RowsReader extends Reader {

    private static final int CHUNK = 1 << 16;

    private final List<Cell> cells;
    private final long end;
    private final StringBuilder made = new StringBuilder(CHUNK + 4096);
    private final StringBuilder scratch = new StringBuilder();
    private long row;
    private int taken;

    RowsReader(List<Cell> cells, long from, long end) {
        this.cells = cells;
        this.row = from;
        this.end = end;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        if (taken == made.length()) {
            make();
        }
        int count = Math.min(length, made.length() - taken);
        if (count == 0) {
            return -1;
        }
        made.getChars(taken, taken + count, buffer, offset);
        taken += count;
        return count;
    }

    private void make() {
        made.setLength(0);
        taken = 0;
        while (row < end && made.length() < CHUNK) {
            for (int i = 0; i < cells.size(); i++) {
                if (i > 0) {
                    made.append('\t');
                }
                cells.get(i).append(row, made, scratch);
            }
            made.append('\n');
            row++;
        }
    }

    @Override
    public void close() {}
}
