package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState.StepState;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.sandbox.KeptSandbox;
import dev.pgplaybook.step.Equipment;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Order;
import dev.pgplaybook.step.PreparedSandbox;
import dev.pgplaybook.step.Preview;
import dev.pgplaybook.step.Tracing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Walking a playbook: plan, rehearse, run, and a run step by step: next, retry, skip, status. */
final class WalkCommands {

    private static final OptionSpec KEEP =
            OptionSpec.flag("--keep", "leave the sandbox as the walk leaves it, until sandbox down");

    private static final OptionSpec NO_TRACE =
            OptionSpec.flag("--no-trace", "do not look at what each statement of a migration locks and rewrites");

    private final Desk desk;
    private final Console console;
    private final Workshop workshop;
    private final Orders orders;
    private final Continuation continuation;

    /** Whether a run may stay open behind its command. */
    private final boolean interactive;

    /** What shows the run that this command goes on with. */
    private Optional<WalkScreen> latest = Optional.empty();

    WalkCommands(Desk desk, Console console, Workshop workshop, boolean interactive) {
        this.desk = desk;
        this.console = console;
        this.workshop = workshop;
        this.orders = new Orders(desk, workshop.secrets());
        this.continuation = new Continuation(desk, orders);
        this.interactive = interactive;
    }

    List<CommandSpec> all() {
        List<OptionSpec> stopping = List.of(Options.STOP_AFTER);
        List<OptionSpec> planning = Options.joined(Options.CHOICE_OF_STEPS, Options.CONSENT, List.of());
        List<OptionSpec> walking = Options.joined(Options.CHOICE_OF_STEPS, Options.CONSENT, stopping);
        String book = "playbooks/admin-roles.yaml";
        return List.of(
                command(
                        "plan",
                        "[PLAYBOOK]",
                        "say what a run would do, changing nothing",
                        planning,
                        "plan " + book,
                        this::plan),
                command(
                        "rehearse",
                        "[PLAYBOOK]",
                        "walk the whole playbook on a sandbox",
                        Options.joined(
                                walking,
                                List.of(KEEP, NO_TRACE),
                                List.of(TraceCommands.PROBE, TraceCommands.ROWS, TraceCommands.ROWS_OF)),
                        "rehearse " + book,
                        this::rehearse),
                command(
                        "run",
                        "[PLAYBOOK]",
                        "walk the playbook on a target, asking before each step",
                        walking,
                        "run " + book + " --target production",
                        this::run),
                command("next", "[RUN]", "take the next step of the run", Options.CONSENT, "next", this::next),
                command(
                        "resume",
                        "[RUN]",
                        "find out how far a run came, and walk the rest of it",
                        Options.joined(Options.CONSENT, stopping, List.of()),
                        "resume",
                        this::resume),
                command(
                        "retry",
                        "[RUN]",
                        "take again the step that failed or was declined",
                        Options.CONSENT,
                        "retry",
                        this::retry),
                command(
                        "skip",
                        "REASON…",
                        "leave the next step out, with a reason",
                        List.of(),
                        "skip \"the admin is there already\"",
                        this::skip),
                command("status", "[RUN]", "say where the run stands", List.of(), "status", this::status));
    }

    private static CommandSpec command(
            String name,
            String argument,
            String summary,
            List<OptionSpec> options,
            String example,
            CommandSpec.Action action) {
        return new CommandSpec(name, "walking", summary, List.of(argument), options, List.of(example), action);
    }

    private int plan(Invocation in) {
        Playbook playbook = desk.playbook(in.argument(0));
        Order order = orders.order(in, playbook, orders.target(in, playbook), Order.Manner.GUIDED);
        WalkScreen screen = screen(in, true);
        screen.counting(order.steps().stream()
                .map(s -> new Event.PlannedStep(s.id(), s.kind().word(), s.title()))
                .toList());
        PlanDocument document = new PlanDocument(screen);
        boolean canBegin = Preview.of(order, workshop.equipment(in, document));
        if (console.json()) {
            console.document(document.data(order));
        } else {
            console.line(canBegin ? "nothing was changed" : "the first step cannot begin; nothing was changed");
        }
        return canBegin ? 0 : 2;
    }

    private int rehearse(Invocation in) {
        Playbook playbook = desk.playbook(in.argument(0));
        Order order = orders.order(in, playbook, orders.sandbox(in, playbook), Order.Manner.REHEARSAL);
        WalkScreen screen = screen(in, false);
        Tracing tracing = in.has("--probe") ? Tracing.PROBE : in.has("--no-trace") ? Tracing.NONE : Tracing.TRACE;
        screen.showingTraces(new TraceView(
                console,
                new TraceCommands(desk, console, workshop).words(in, playbook, order.variables()),
                in.has("--verbose")));
        OpenRun run = OpenRun.begin(order, workshop.equipment(in, screen, tracing));
        Result result;
        try (run) {
            result = run.walk(in.value("--stop-after"));
            if (in.has("--keep")) {
                run.sandbox().ifPresent(this::keep);
            }
        }
        return told(run, result);
    }

    private void keep(PreparedSandbox sandbox) {
        KeptSandbox kept =
                sandbox.keep(workshop.keptSandboxes(), workshop.clock().instant());
        console.decoration("the sandbox stays; reach it with sandbox psql " + kept.name()
                + ", remove it with sandbox down " + kept.name());
    }

    /** Goes on with the run that is open in the shell, or begins one. */
    private int run(Invocation in) {
        boolean goesOn = in.arguments().isEmpty() && desk.openRun().isPresent();
        return walked(goesOn ? desk.openRun().get() : begin(in), run -> run.walk(in.value("--stop-after")));
    }

    private int next(Invocation in) {
        boolean begins = in.arguments().isEmpty()
                && desk.openRun().isEmpty()
                && desk.openPlaybook().isPresent();
        OpenRun run = begins ? begin(in) : continuation.open(in, in.argument(0), equipment(in));
        return walked(run, open -> {
            StepState step = open.state().next().orElseThrow();
            if (step.word().equals("failed") || step.word().equals("unknown")) {
                throw Problem.of(
                                ProblemCode.PB514, "The step " + step.id() + " has not been done: it is " + step.word())
                        .hint("find out how far it came and go on with resume, or leave it out with skip REASON")
                        .asException();
            }
            return open.step();
        });
    }

    /** The record says how far the run came, and the database whether that is true. */
    private int resume(Invocation in) {
        boolean named = in.argument(0).isPresent() || desk.openRun().isPresent();
        OpenRun run = named
                ? continuation.open(in, in.argument(0), equipment(in))
                : continuation.openNewest(in, equipment(in));
        console.decoration("resuming " + run.directory().id());
        return walked(run, open -> open.walk(in.value("--stop-after")));
    }

    private int retry(Invocation in) {
        return walked(continuation.open(in, in.argument(0), equipment(in)), OpenRun::step);
    }

    private int skip(Invocation in) {
        String reason = String.join(" ", in.arguments());
        return walked(continuation.open(in, Optional.empty(), equipment(in)), run -> run.skip(reason));
    }

    private int status(Invocation in) {
        boolean open = in.arguments().isEmpty() && desk.openRun().isPresent();
        RunDirectory directory = open ? desk.openRun().get().directory() : continuation.latest(in.argument(0));
        new RunView(console).show(directory.id(), RunCommands.state(directory));
        return 0;
    }

    private OpenRun begin(Invocation in) {
        Playbook playbook = desk.playbook(in.argument(0));
        Order order = orders.order(in, playbook, orders.target(in, playbook), Order.Manner.GUIDED);
        desk.closeRun();
        return OpenRun.begin(order, equipment(in));
    }

    /** In the shell a run that is not over stays open; elsewhere its record is enough to go on with it. */
    private int walked(OpenRun run, Function<OpenRun, Result> how) {
        boolean over = !interactive;
        if (interactive) {
            desk.keep(run);
        }
        latest.ifPresent(screen -> screen.walks(run.state().started()));
        Result result;
        try {
            result = how.apply(run);
            over |= result instanceof Result.Passed;
        } finally {
            if (over && interactive) {
                desk.closeRun();
            } else if (over) {
                run.close();
            }
        }
        return told(run, result);
    }

    private int told(OpenRun run, Result result) {
        return new RunView(console).told(run, result);
    }

    private Equipment equipment(Invocation in) {
        WalkScreen screen = screen(in, true);
        latest = Optional.of(screen);
        return workshop.equipment(in, screen);
    }

    private WalkScreen screen(Invocation in, boolean plans) {
        WalkScreen screen = new WalkScreen(console, desk.workingDirectory(), in.has("--verbose"));
        screen.showingPlans(plans);
        screen.guardedWhen(desk::walksGuarded);
        return screen;
    }
}
