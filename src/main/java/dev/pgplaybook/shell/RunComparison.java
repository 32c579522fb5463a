package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.run.Recording;
import dev.pgplaybook.run.RecordingDiff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds two runs against each other. */
record RunComparison(Desk desk, Console console) {

    CommandSpec command() {
        return new CommandSpec(
                "runs diff",
                "records",
                "say in what two runs differ",
                List.of("RUN", "OTHER"),
                List.of(),
                List.of("runs diff 20261122-214110 20261123-090000"),
                this::diff);
    }

    private int diff(Invocation in) {
        RunDirectory first = desk.runs(desk.openPlaybook()).find(in.arguments().get(0));
        RunDirectory second = desk.runs(desk.openPlaybook()).find(in.arguments().get(1));
        RecordingDiff diff = RecordingDiff.between(recording(first), recording(second));
        if (console.json()) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("first", first.id());
            document.put("second", second.id());
            document.put("same", diff.isSame());
            document.put(
                    "differences",
                    diff.lines().stream().map(RunComparison::data).toList());
            console.document(document);
        } else if (diff.lines().isEmpty()) {
            console.line("nothing differs");
        } else {
            List<List<String>> rows = diff.lines().stream()
                    .map(l -> List.of(l.step(), l.what(), shortened(l.first()), shortened(l.second())))
                    .toList();
            new Table(List.of("step", "", first.id(), second.id()), rows)
                    .lines(console.style())
                    .forEach(console::line);
        }
        return diff.isSame() ? 0 : 5;
    }

    private static Recording recording(RunDirectory run) {
        RunCommands.state(run);
        return Recording.of(run.id(), Journal.entries(run));
    }

    private static Map<String, @Nullable Object> data(RecordingDiff.Line line) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("step", line.step());
        data.put("what", line.what());
        data.put("first", line.first());
        data.put("second", line.second());
        data.put("counts", line.counts());
        return data;
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 48 ? line : line.substring(0, 47) + "…";
    }
}
