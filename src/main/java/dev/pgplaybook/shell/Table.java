package dev.pgplaybook.shell;

import java.util.ArrayList;
import java.util.List;

/** Rows under a heading, aligned in columns of equal width; the last column runs on. */
record Table(List<String> heading, List<List<String>> rows) {

    List<String> lines(Style style) {
        List<List<String>> all = new ArrayList<>();
        all.add(heading);
        all.addAll(rows);
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                boolean last = column == row.size() - 1;
                line.append(last ? row.get(column) : Width.pad(row.get(column), width(all, column)) + "  ");
            }
            lines.add(lines.isEmpty() ? style.dim(line.toString()) : line.toString());
        }
        return lines;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> Width.of(row.get(column))).max().orElse(0);
    }
}
