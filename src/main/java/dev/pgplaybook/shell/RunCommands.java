package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Looking back: runs, runs show. */
record RunCommands(Desk desk, Console console) {

    private static final int LONGEST_SQL = 100;

    private static final OptionSpec TARGET = OptionSpec.valued("--target", "NAME", "those on this target");
    private static final OptionSpec PLAYBOOK = OptionSpec.valued("--playbook", "NAME", "those of this playbook");
    private static final OptionSpec LIMIT = OptionSpec.valued("--limit", "N", "the newest N of them");
    private static final OptionSpec RESULT = OptionSpec.choice(
            "--result",
            List.of("passed", "failed", "declined", "stopped", "interrupted", "cut-off"),
            "those that ended like this");

    List<CommandSpec> all() {
        return List.of(
                new CommandSpec(
                        "runs",
                        "records",
                        "list the runs of this project, newest first",
                        List.of(),
                        List.of(TARGET, RESULT, PLAYBOOK, LIMIT),
                        List.of("runs", "runs --target production --result failed"),
                        this::list),
                new CommandSpec(
                        "runs show",
                        "records",
                        "show what happened in a run",
                        List.of("RUN"),
                        List.of(),
                        List.of("runs show 20261122-214110-admin-roles-throwaway"),
                        this::show));
    }

    private int list(Invocation in) {
        List<RunDirectory> runs = wanted(in);
        if (console.json()) {
            console.document(runs.stream()
                    .flatMap(run -> Journal.state(run).stream().map(state -> RunView.data(run.id(), state)))
                    .toList());
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        for (RunDirectory run : runs) {
            rows.add(row(run));
        }
        if (rows.isEmpty()) {
            console.line("no run is recorded here");
        } else {
            new Table(List.of("run", "target", "result", "took"), rows)
                    .lines(console.style())
                    .forEach(console::line);
        }
        return 0;
    }

    private List<RunDirectory> wanted(Invocation in) {
        long limit = in.value("--limit")
                .map(text -> {
                    if (!text.matches("[0-9]{1,6}")) {
                        throw Problem.of(ProblemCode.PB518, "--limit must be a number, not " + text)
                                .hint("write --limit 10")
                                .asException();
                    }
                    return Long.valueOf(text);
                })
                .orElse(Long.MAX_VALUE);
        boolean all = in.options().keySet().stream().noneMatch(List.of("--target", "--result", "--playbook")::contains);
        return desk.runs(desk.openPlaybook()).all().stream()
                .filter(run -> all
                        || Journal.state(run).filter(state -> fits(in, state)).isPresent())
                .limit(limit)
                .toList();
    }

    private static boolean fits(Invocation in, RunState state) {
        return in.value("--target").map(state.started().target()::equals).orElse(true)
                && in.value("--playbook")
                        .map(state.started().playbook()::equals)
                        .orElse(true)
                && in.value("--result")
                        .map(state.word().replace(' ', '-')::equals)
                        .orElse(true);
    }

    /** A process that was killed at once has left a directory and no record: nothing was changed then. */
    private static List<String> row(RunDirectory run) {
        return Journal.state(run)
                .map(state -> List.of(
                        run.id(),
                        state.started().target(),
                        state.word(),
                        WalkScreen.took(state.took().toMillis())))
                .orElseGet(() -> List.of(run.id(), "", "not begun", ""));
    }

    private int show(Invocation in) {
        RunDirectory run = desk.runs(desk.openPlaybook()).find(in.arguments().get(0));
        new RunView(console).show(run.id(), state(run));
        if (!console.json()) {
            Journal.entries(run).forEach(this::line);
        }
        return 0;
    }

    private void line(Entry entry) {
        String text = EventWords.of(entry.event(), console.style()).orElseGet(() -> text(entry.event()));
        if (!text.isEmpty()) {
            console.line(console.style().dim(entry.time().toString().substring(11, 19)) + " " + text);
        }
    }

    private static String text(Event event) {
        if (event instanceof Event.StepReached e) {
            return e.step();
        } else if (event instanceof Event.Checked e) {
            return e.finding().verdict() == Finding.Verdict.PASSED
                    ? ""
                    : "  " + e.finding().title() + ": " + e.finding().said();
        } else if (event instanceof Event.StatementStarted e) {
            String sql = e.sql().strip().replaceAll("\\s+", " ");
            return "  " + (sql.length() > LONGEST_SQL ? sql.substring(0, LONGEST_SQL - 1) + "…" : sql);
        } else if (event instanceof Event.StatementFinished e) {
            return "    " + e.millis() + " ms, " + e.rows() + " rows"
                    + e.sqlState().map(s -> ", failed with " + s).orElse("")
                    + e.message().map(m -> ": " + m).orElse("");
        }
        return other(event);
    }

    private static String other(Event event) {
        if (event instanceof Event.Answered e) {
            return "  " + e.question() + " " + e.answer();
        } else if (event instanceof Event.CallStarted e) {
            return "  " + (e.standIn() ? "stand-in for " : "") + e.what();
        } else if (event instanceof Event.CallFinished e) {
            return "    " + e.result() + ", " + e.millis() + " ms";
        } else if (event instanceof Event.MigrationApplied e) {
            return "  " + e.migration() + " applied in " + e.millis() + " ms";
        } else if (event instanceof Event.Noted e) {
            return "  " + e.text();
        } else if (event instanceof Event.RestorePoint e) {
            return "  restore point " + e.walPosition();
        }
        return event instanceof Event.StepFinished e
                ? "  " + e.outcome().word() + ": " + e.outcome().said()
                : "";
    }

    static RunState state(RunDirectory run) {
        return Journal.state(run).orElseThrow(() -> notBegun(run));
    }

    static ProblemException notBegun(RunDirectory run) {
        return Problem.of(ProblemCode.PB514, "The run " + run.id() + " was cut off before anything of it was recorded")
                .hint("nothing was changed: begin it anew")
                .asException();
    }
}
