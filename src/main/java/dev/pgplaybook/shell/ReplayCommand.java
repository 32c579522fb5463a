package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.journal.Verification;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.PlaybookReader;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Order;
import dev.pgplaybook.step.Preview;
import dev.pgplaybook.step.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Walks a recorded run again on another database, or shows it again without one. */
final class ReplayCommand {

    private static final OptionSpec ON = OptionSpec.valued("--on", "TARGET", "the target to walk on; no protected one");
    private static final OptionSpec STRICT =
            OptionSpec.flag("--strict", "hold numbers of rows and answers too, for an identical copy");
    private static final OptionSpec DRY_RUN =
            OptionSpec.flag("--dry-run", "say what it would do there, changing nothing");
    private static final OptionSpec VIEW = OptionSpec.flag("--view", "show the recording, without any database");
    private static final OptionSpec PACE =
            OptionSpec.valued("--pace", "N", "show it N times as fast; 0 does not wait at all");
    private static final OptionSpec CAST =
            OptionSpec.valued("--cast", "FILE", "write it as a cast that asciinema plays");

    private final Desk desk;
    private final Console console;
    private final Workshop workshop;
    private final Orders orders;

    ReplayCommand(Desk desk, Console console, Workshop workshop) {
        this.desk = desk;
        this.console = console;
        this.workshop = workshop;
        this.orders = new Orders(desk, workshop.secrets());
    }

    List<CommandSpec> all() {
        return List.of(
                new CommandSpec(
                        "replay",
                        "records",
                        "walk a recorded run again on another database, and say what differs",
                        List.of("RUN"),
                        Options.joined(
                                List.of(ON, Options.STEP, DRY_RUN, STRICT, VIEW, PACE),
                                List.of(Options.ANSWER, Options.ACCEPT, Options.SHOW_VALUES),
                                List.of()),
                        List.of(
                                "replay 20261122-214110-admin-roles-production --on throwaway",
                                "replay 20261122-214110-admin-roles-production --view --pace 10"),
                        this::replay),
                new CommandSpec(
                        "runs export",
                        "records",
                        "write a recording for asciinema",
                        List.of("RUN"),
                        List.of(CAST),
                        List.of("runs export 20261122-214110-admin-roles-production --cast run.cast"),
                        this::export));
    }

    private int replay(Invocation in) {
        RunDirectory run = desk.runs(desk.openPlaybook()).find(in.arguments().get(0));
        RunState state = RunCommands.state(run);
        List<Entry> entries = Journal.entries(run);
        if (in.has("--view")) {
            return view(in, entries);
        }
        List<String> flaws = Verification.of(run).flaws();
        if (!flaws.isEmpty()) {
            throw Problem.of(ProblemCode.PB523, "The record of the run " + run.id() + " was changed: " + flaws.get(0))
                    .hint("see all of it with: runs verify " + run.id())
                    .asException();
        }
        Replay replay = Replay.of(run, entries, in.has("--strict"), workshop.secrets()::mask);
        Order order = order(in, run, state, replay);
        WalkScreen screen = new WalkScreen(console, desk.workingDirectory(), in.has("--verbose"));
        screen.showingPlans(in.has("--dry-run"));
        if (in.has("--dry-run")) {
            screen.counting(order.steps().stream()
                    .map(s -> new Event.PlannedStep(s.id(), s.kind().word(), s.title()))
                    .toList());
            boolean canBegin = Preview.of(order, workshop.equipment(in, screen));
            console.line("nothing was changed");
            return canBegin ? 0 : 2;
        }
        OpenRun walk = OpenRun.replay(order, replay, workshop.equipment(in, screen));
        Result result;
        try (walk) {
            result = walk.walkAgain();
        }
        return new RunView(console).told(walk, result);
    }

    /** The playbook as it was walked, in its place; the steps that the run took. */
    private Order order(Invocation in, RunDirectory run, RunState state, Replay replay) {
        if (state.started().file().isEmpty()) {
            throw Problem.of(
                            ProblemCode.PB514,
                            "The run " + run.id() + " was a single command, and has no playbook to replay")
                    .hint("give the command again, with another --url")
                    .asException();
        }
        String target = in.value("--on")
                .orElseThrow(() -> Problem.of(ProblemCode.PB518, "replay needs --on TARGET")
                        .hint("name another target of the playbook; to look at the recording alone: --view")
                        .asException());
        Playbook playbook = PlaybookReader.read(Path.of(state.started().file()), run.lastPlaybook());
        TargetSpec spec = Desk.target(playbook, target);
        if (spec instanceof TargetSpec.Server server && server.isProtected()) {
            throw Problem.of(ProblemCode.PB527, "A replay does not walk on " + target + ", which is protected")
                    .at(spec.at())
                    .hint("replay on a sandbox or a copy; on " + target + " use run, for which a rehearsal vouches")
                    .asException();
        }
        Order whole = orders.order(in, playbook, spec, Order.Manner.REPLAY);
        List<Step> steps =
                whole.steps().stream().filter(step -> replay.took(step.id())).toList();
        if (steps.isEmpty()) {
            throw Problem.of(ProblemCode.PB514, "The run " + run.id() + " took none of these steps")
                    .hint("see what it did with: runs show " + run.id())
                    .asException();
        }
        return new Order(playbook, whole.variables(), whole.target(), Order.Manner.REPLAY, steps);
    }

    private int view(Invocation in, List<Entry> entries) {
        double pace = number(in.value("--pace").orElse("1"));
        WalkScreen screen = new WalkScreen(console, desk.workingDirectory(), in.has("--verbose"));
        screen.showingPlans(false);
        Instant last = entries.get(0).time();
        for (Entry entry : entries) {
            Duration wait = Duration.between(last, entry.time());
            last = entry.time();
            if (pace > 0 && !pause((long) (wait.toMillis() / pace))) {
                return Dispatcher.INTERRUPTED;
            }
            screen.record(entry.event());
        }
        RunState state = RunState.of(entries);
        console.line(state.word() + " after " + WalkScreen.took(state.took().toMillis()));
        return 0;
    }

    private boolean pause(long millis) {
        long deadline = System.nanoTime() + millis * 1_000_000;
        try {
            while (System.nanoTime() < deadline && !workshop.cancellation().requested()) {
                Thread.sleep(Math.max(1, Math.min(50, (deadline - System.nanoTime()) / 1_000_000)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !workshop.cancellation().requested();
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && number < 1e9) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw Problem.of(ProblemCode.PB518, "--pace must be a number, not " + text)
                .hint("write --pace 10; 0 does not wait at all")
                .asException();
    }

    private int export(Invocation in) {
        RunDirectory run = desk.runs(desk.openPlaybook()).find(in.arguments().get(0));
        RunCommands.state(run);
        Path file = desk.workingDirectory().resolve(in.value("--cast").orElse(run.id() + ".cast"));
        String cast = Cast.of(Journal.entries(run), workshop.secrets());
        try {
            Files.writeString(file, cast);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB526, "The cast cannot be written to " + file + ": " + e.getMessage())
                    .hint("name a place that you may write to with --cast")
                    .asException(e);
        }
        if (console.json()) {
            console.document(Map.of("cast", file.toString()));
        } else {
            console.line("written to " + file + "; play it with: asciinema play " + file.getFileName());
        }
        return 0;
    }
}
