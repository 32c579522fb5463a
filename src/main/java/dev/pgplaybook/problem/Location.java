package dev.pgplaybook.problem;

import java.nio.file.Path;

/**
 * A place in a user's file.
 *
 * @param line from 1
 * @param column from 1, in code points
 */
public record Location(Path file, int line, int column) {

    public Location {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns start at 1");
        }
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
