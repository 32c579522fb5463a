package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Recording;
import dev.pgplaybook.run.RecordingDiff;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds two runs against each other, and removes records that nobody needs. */
record RunUpkeep(Desk desk, Console console) {

    private static final OptionSpec KEEP = OptionSpec.valued("--keep", "N", "keep the newest N");
    private static final OptionSpec BEFORE =
            OptionSpec.valued("--before", "DATE", "remove those that began before this day");
    private static final OptionSpec YES = OptionSpec.flag("--yes", "remove them; without it they are only named");

    List<CommandSpec> all() {
        return List.of(
                new CommandSpec(
                        "runs diff",
                        "records",
                        "say in what two runs differ",
                        List.of("RUN", "OTHER"),
                        List.of(),
                        List.of("runs diff 20261122-214110 20261123-090000"),
                        this::diff),
                new CommandSpec(
                        "runs prune",
                        "records",
                        "remove records of runs that are over",
                        List.of(),
                        List.of(KEEP, BEFORE, YES),
                        List.of("runs prune --keep 20 --yes"),
                        this::prune));
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
                    "differences", diff.lines().stream().map(RunUpkeep::data).toList());
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

    private int prune(Invocation in) {
        if (in.value("--keep").isEmpty() && in.value("--before").isEmpty()) {
            throw Problem.of(ProblemCode.PB518, "runs prune needs --keep N or --before DATE")
                    .hint("runs prune --keep 20 names what would go; --yes removes it")
                    .asException();
        }
        List<RunDirectory> all = desk.runs(desk.openPlaybook()).all();
        Optional<Instant> before = in.value("--before").map(RunUpkeep::day);
        int keep = in.value("--keep").map(RunUpkeep::number).orElse(0);
        List<RunDirectory> going = new ArrayList<>();
        for (RunDirectory run : all.subList(Math.min(keep, all.size()), all.size())) {
            Optional<RunState> state = Journal.state(run);
            boolean old = before.isEmpty()
                    || state.filter(s -> s.at().isBefore(before.get())).isPresent();
            if (old && !Continuation.mayGoOn(state)) {
                going.add(run);
            }
        }
        List<String> removed = new ArrayList<>();
        for (RunDirectory run : going) {
            if (!in.has("--yes") || Journal.remove(run)) {
                removed.add(run.id());
            }
        }
        if (console.json()) {
            console.document(Map.of("removed", in.has("--yes"), "runs", removed));
        } else {
            removed.forEach(console::line);
            console.line(
                    removed.isEmpty()
                            ? "nothing to remove"
                            : in.has("--yes")
                                    ? removed.size() + " removed"
                                    : "nothing was removed; --yes removes them");
        }
        return 0;
    }

    private static Instant day(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.of(ProblemCode.PB518, "--before must be a day, not " + text)
                    .hint("write --before 2026-11-22")
                    .asException();
        }
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw Problem.of(ProblemCode.PB518, "--keep must be a number, not " + text)
                    .hint("write --keep 20")
                    .asException();
        }
        return Integer.parseInt(text);
    }
}
