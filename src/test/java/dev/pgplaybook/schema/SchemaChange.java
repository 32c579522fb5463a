package dev.pgplaybook.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One change to a schema, as schema/changes.txt has it.
 *
 * @param from the first major version that knows it
 * @param setup what has to be there
 * @param change what is done
 * @param said every difference that is told of
 */
record SchemaChange(String title, int from, String setup, String change, List<String> said) {

    private static final Pattern TITLE = Pattern.compile("(.*?)(?: \\[from (\\d+)])?");

    static List<SchemaChange> all() {
        List<SchemaChange> all = new ArrayList<>();
        for (String block : text().split("\n\n+", -1)) {
            List<String> lines =
                    block.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.isEmpty()) {
                all.add(of(lines));
            }
        }
        return all;
    }

    static List<SchemaChange> on(int major) {
        return all().stream().filter(change -> change.from() <= major).toList();
    }

    private static SchemaChange of(List<String> lines) {
        Matcher title = TITLE.matcher(lines.get(0));
        if (!title.matches()) {
            throw new IllegalStateException(lines.get(0));
        }
        int from = title.group(2) == null ? 0 : Integer.parseInt(title.group(2));
        String setup = String.join("\n", marked(lines, "  (?![>=] )"));
        String change = String.join("\n", marked(lines, "  > "));
        List<String> said = marked(lines, "  = ");
        if (change.isEmpty() || said.isEmpty()) {
            throw new IllegalStateException("nothing is done, or nothing said of it: " + title.group(1));
        }
        return new SchemaChange(title.group(1), from, setup, change, said);
    }

    private static List<String> marked(List<String> lines, String mark) {
        return lines.stream()
                .skip(1)
                .filter(line -> line.matches(mark + ".*"))
                .map(line -> line.replaceFirst(mark, ""))
                .toList();
    }

    private static String text() {
        try (InputStream in = SchemaChange.class.getResourceAsStream("/schema/changes.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
