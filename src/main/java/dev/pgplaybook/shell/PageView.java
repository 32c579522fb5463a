package dev.pgplaybook.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation on a terminal: what its Markdown means, without its signs. */
record PageView(Style style) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\([^)]*\\)");

    List<String> lines(String markdown) {
        List<String> lines = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        boolean code = false;
        for (String line : markdown.replaceAll("(?s)<!--.*?-->\n*", "").lines().toList()) {
            boolean row = !code && line.startsWith("|");
            if (!row) {
                flush(table, lines);
            }
            if (line.startsWith("```")) {
                code = !code;
            } else if (code) {
                lines.add("    " + style.cyan(line));
            } else if (row) {
                row(line, table);
            } else if (line.startsWith("#")) {
                lines.add(style.bold(line.replaceFirst("^#+ ", "")));
            } else {
                lines.add(plain(line));
            }
        }
        flush(table, lines);
        return lines;
    }

    private void row(String line, List<List<String>> table) {
        if (!line.matches("[|\\- :]+")) {
            table.add(Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                    .map(cell -> plain(cell.strip()))
                    .toList());
        }
    }

    private void flush(List<List<String>> table, List<String> lines) {
        if (!table.isEmpty()) {
            lines.addAll(new Table(table.get(0), List.copyOf(table.subList(1, table.size()))).lines(style));
            table.clear();
        }
    }

    private String plain(String text) {
        String linked = LINK.matcher(text).replaceAll(match -> Matcher.quoteReplacement(match.group(1)));
        return CODE.matcher(linked).replaceAll(match -> Matcher.quoteReplacement(style.cyan(match.group(1))));
    }
}
