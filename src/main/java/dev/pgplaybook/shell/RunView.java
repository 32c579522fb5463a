package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.journal.RunState.StepState;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.step.OpenRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a run is shown: its steps with their states, and how it ended. */
record RunView(Console console) {

    /** Says how a walk ended, and what stands for its record, which should be complete by then; gives the exit status. */
    int told(OpenRun run, Result result) {
        String id = run.directory().id();
        RunState state = run.state();
        String head = run.head().hash();
        int exit = result.exit(state.started().rehearsal());
        if (console.json()) {
            Map<String, @Nullable Object> data = data(id, state);
            data.put("exit", exit);
            data.put("head", head);
            console.document(data);
            return exit;
        }
        String what = state.what();
        String took = WalkScreen.took(state.took().toMillis());
        Style style = console.style();
        if (result instanceof Result.Passed) {
            console.line(style.green(what + " passed") + " in " + took + " · recorded as " + id);
        } else if (result instanceof Result.Paused paused) {
            console.line(what + " stopped: " + paused.reason() + " · recorded as " + id);
            state.next().ifPresent(step -> console.line("next is " + step.id() + ": next goes on with it"));
        } else {
            String end = result instanceof Result.Declined ? "declined" : interrupted(state) ? "interrupted" : "failed";
            console.line(style.red(what + " " + end) + " after " + took + " · recorded as " + id);
            console.line(left(state, result));
        }
        console.line(style.dim("the record's head is " + head));
        return exit;
    }

    private static boolean interrupted(RunState state) {
        return state.word().equals("interrupted");
    }

    /** A single command is given again, and not retried; what was on a sandbox is gone with it. */
    private static String left(RunState state, Result result) {
        if (state.started().file().isEmpty()) {
            return leftByCommand(result);
        }
        if (state.replays().isPresent()) {
            return "what was open is rolled back; a replay is taken again from its start, on a copy that is as it was";
        }
        return state.canGoOn()
                ? left(result, interrupted(state))
                : "its sandbox is gone: mend the cause, and take it again from the start";
    }

    private static String left(Result result, boolean interrupted) {
        if (!(result instanceof Result.Failed failed)) {
            return "nothing was changed by this step; retry asks again, skip leaves it out";
        }
        return switch (failed.outcome().left()) {
            case NOTHING ->
                interrupted
                        ? "what was under way was cancelled on the server and left nothing behind; retry takes the step again,"
                                + " skip leaves it out"
                        : "the failed step left nothing behind; mend the cause and take it again with retry";
            case SOMETHING ->
                interrupted
                        ? "what was under way was cancelled on the server; what the step had done before stays: see runs show,"
                                + " then resume, retry or skip"
                        : "the failed step left something behind; look at runs show, then retry or skip";
            case UNKNOWN -> "what the failed step left behind is not known; look at the database before you retry";
        };
    }

    private static String leftByCommand(Result result) {
        if (!(result instanceof Result.Failed failed)) {
            return "nothing was changed";
        }
        return switch (failed.outcome().left()) {
            case NOTHING -> "nothing was left behind; do what the hint says, then give the same command again";
            case SOMETHING -> "something was left behind; see history before you give the command again";
            case UNKNOWN -> "what was left behind is not known; see history before you give the command again";
        };
    }

    /** Shows where a run stands. */
    void show(String id, RunState state) {
        if (console.json()) {
            console.document(data(id, state));
            return;
        }
        Event.RunStarted started = state.started();
        Style style = console.style();
        console.line(style.bold(id) + " · " + started.title());
        console.line(state.what() + state.replays().map(run -> " of " + run).orElse("") + " on " + started.target()
                + ", begun " + state.at()
                + ", " + state.word()
                + state.result().map(r -> " (exit " + r.exit() + ")").orElse("")
                + state.paused().map(reason -> ": " + reason).orElse(""));
        state.target()
                .ifPresent(t -> console.line("database " + t.database() + " on " + t.host() + ":" + t.port()
                        + " · PostgreSQL " + t.version() + " · system " + t.systemIdentifier() + " · as " + t.role()));
        List<List<String>> rows = new ArrayList<>();
        for (StepState step : state.stepList()) {
            String took =
                    step.took().isZero() ? "" : WalkScreen.took(step.took().toMillis());
            String word = sign(step.word(), style) + " " + step.word();
            rows.add(List.of("  " + (rows.size() + 1), step.id(), step.kind(), word, took, said(step)));
        }
        new Table(List.of("  #", "step", "kind", "state", "took", ""), rows)
                .lines(style)
                .forEach(console::line);
        state.next().ifPresent(step -> console.line(next(state, step)));
    }

    private static String next(RunState state, StepState step) {
        if (state.started().file().isEmpty()) {
            return "a single command: give it again";
        }
        return state.canGoOn()
                ? "next is " + step.id() + advice(step)
                : "it ended at " + step.id() + ", and is taken again from the start or not at all";
    }

    private static String sign(String state, Style style) {
        return switch (state) {
            case "done" -> style.good();
            case "failed" -> style.bad();
            case "skipped", "declined", "unknown" -> style.warning();
            default -> style.point();
        };
    }

    private static String said(StepState step) {
        return step.outcome().map(Outcome::said).orElse("").lines().findFirst().orElse("");
    }

    private static String advice(StepState step) {
        return switch (step.word()) {
            case "unknown" -> ": it was begun, and how it ended is not recorded; resume finds out, and goes on";
            case "failed" -> ": resume goes on with it, skip leaves it out";
            case "declined" -> ": retry asks again, skip leaves it out";
            default -> "";
        };
    }

    static Map<String, @Nullable Object> data(String id, RunState state) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("run", id);
        data.put("playbook", state.started().playbook());
        data.put("target", state.started().target());
        data.put("rehearsal", state.started().rehearsal());
        state.replays().ifPresent(run -> data.put("replays", run));
        data.put("sandbox", state.started().sandbox());
        data.put("started", state.at().toString());
        data.put("millis", state.took().toMillis());
        data.put("result", state.word());
        state.result().ifPresent(r -> data.put("exit", r.exit()));
        data.put("steps", state.stepList().stream().map(RunView::data).toList());
        return data;
    }

    private static Map<String, @Nullable Object> data(StepState step) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", step.id());
        data.put("kind", step.kind());
        data.put("state", step.word());
        data.put("said", step.outcome().map(Outcome::said).orElse(null));
        data.put("millis", step.took().toMillis());
        if (step.outcome().isPresent() && step.outcome().get() instanceof Outcome.Failed failed) {
            data.put("problem", ProblemView.data(failed.problem()));
            data.put("left", failed.left().name().toLowerCase(java.util.Locale.ROOT));
        }
        return data;
    }

    static Map<String, @Nullable Object> data(Finding finding) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", finding.id());
        data.put("title", finding.title());
        data.put("verdict", finding.verdict().word());
        data.put("said", finding.said());
        return data;
    }
}
