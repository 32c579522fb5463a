package dev.pgplaybook.shell;

import dev.pgplaybook.migration.Evidence;
import dev.pgplaybook.migration.Recovery;
import dev.pgplaybook.migration.Remedies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a migration that went wrong, and the ways out, on one screen.
 *
 * @param place what must be typed behind each command, in words; empty where the shell knows it
 */
record RecoveryView(Console console, String place) {

    private static final int SHOWN = 60;

    void show(Recovery recovery) {
        Style style = console.style();
        console.line(style.bold(recovery.migration()));
        recovery.facts().forEach(fact -> console.line("  " + fact));
        if (!recovery.evidence().items().isEmpty()) {
            console.line("");
            statements(recovery.evidence());
        }
        console.line("");
        if (recovery.running().isPresent()) {
            console.line("  it is not settled yet: look again with repair " + Remedies.quoted(recovery.migration()));
        } else if (recovery.ways().isEmpty()) {
            console.line("  nothing of it is to be put right");
        } else {
            ways(recovery);
        }
    }

    private void statements(Evidence evidence) {
        List<List<String>> rows = new ArrayList<>();
        int number = 0;
        for (Evidence.Item item : evidence.items()) {
            number++;
            rows.add(List.of(
                    sign(item.verdict()),
                    String.valueOf(number),
                    String.valueOf(item.statement().location().line()),
                    oneLine(item.statement().text()),
                    item.verdict().words()));
        }
        new Table(List.of(" ", "#", "line", "statement", "in the database"), rows)
                .lines(console.style())
                .forEach(line -> console.line("  " + line));
    }

    private void ways(Recovery recovery) {
        List<List<String>> rows = new ArrayList<>();
        for (Recovery.Way way : recovery.ways()) {
            rows.add(List.of(way.advised() ? console.style().good() : " ", command(recovery, way), way.when()));
        }
        console.line(console.style().dim("  what to type next" + place));
        new Table(List.of("", "", ""), rows)
                .lines(console.style()).stream().skip(1).forEach(line -> console.line("  " + line));
    }

    /** As it can be typed. */
    private static String command(Recovery recovery, Recovery.Way way) {
        String more = way.kind() == Recovery.Kind.ACCEPT_EDIT
                ? " --reason \"…\""
                : way.after().map(n -> " --after " + n).orElse("");
        return "repair " + Remedies.quoted(recovery.migration()) + " --by "
                + way.kind().word() + more;
    }

    private String sign(Evidence.Verdict verdict) {
        return switch (verdict) {
            case THERE -> console.style().good();
            case ABSENT -> console.style().bad();
            case PARTLY -> console.style().warning();
            case UNTOLD -> console.style().dim("?");
        };
    }

    private static String oneLine(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
    }

    static Map<String, @Nullable Object> data(Recovery recovery) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("migration", recovery.migration());
        data.put("facts", recovery.facts());
        data.put("running", recovery.running().orElse(null));
        data.put(
                "statements",
                recovery.evidence().items().stream().map(RecoveryView::item).toList());
        data.put("ways", recovery.ways().stream().map(RecoveryView::way).toList());
        return data;
    }

    private static Map<String, @Nullable Object> item(Evidence.Item item) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("at", item.statement().location().toString());
        data.put("statement", item.statement().text());
        data.put("inDatabase", item.verdict().words());
        data.put("facts", item.facts().stream().map(Object::toString).toList());
        return data;
    }

    private static Map<String, @Nullable Object> way(Recovery.Way way) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("by", way.kind().word());
        data.put("after", way.after().orElse(null));
        data.put("when", way.when());
        data.put("advised", way.advised());
        return data;
    }
}
