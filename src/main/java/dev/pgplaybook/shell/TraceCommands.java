package dev.pgplaybook.shell;

import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.SecretValues;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Severity;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Order;
import dev.pgplaybook.step.RowCounts;
import dev.pgplaybook.step.Targets;
import dev.pgplaybook.step.Tracing;
import dev.pgplaybook.trace.Budget;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looking at what migrations do while they run on a sandbox: trace. */
record TraceCommands(Desk desk, Console console, Workshop workshop) {

    static final OptionSpec PROBE = OptionSpec.flag(
            "--probe", "let others read and write its tables meanwhile, and measure how long they stop");
    static final OptionSpec ROWS = OptionSpec.valued(
            "--rows", "TABLE=N", "how many rows a table has in earnest, to say what a stop would be; may be repeated");
    static final OptionSpec ROWS_OF = OptionSpec.valued(
            "--rows-of", "TARGET", "take the tables' rows from the statistics of a playbook's target");

    List<CommandSpec> all() {
        return List.of(new CommandSpec(
                "trace",
                "migrations",
                "run migrations on a sandbox, and say what each statement locks, rewrites and leaves behind; exit 4 for"
                        + " what could not be foreseen",
                List.of("[MIGRATION…]"),
                Options.joined(
                        List.of(
                                OptionSpec.flag(
                                        "--pending", "every migration that the sandbox's history does not have"),
                                PROBE,
                                OptionSpec.valued(
                                        "--like", "LIKENESS", "what the sandbox resembles: a FILE, a target, or empty"),
                                OptionSpec.valued("--playbook", "PLAYBOOK", "whose sandbox and migrations are meant"),
                                Options.MIGRATIONS,
                                ROWS,
                                ROWS_OF,
                                OptionSpec.valued(
                                        "--stall-limit",
                                        "TIME",
                                        "how long a stop, or all locks of a table, may be; 5s"),
                                OptionSpec.valued(
                                        "--written-limit",
                                        "SIZE",
                                        "how much log or temporary files a statement may write; 1024MB")),
                        SandboxCommands.PROVIDING,
                        List.of()),
                List.of(
                        "trace 20251119194448_add_admin --like playbooks/production.sql --migrations migrations",
                        "trace --pending --probe --playbook playbooks/admin-roles.yaml"),
                this::trace));
    }

    private int trace(Invocation in) {
        if (in.has("--pending") != in.arguments().isEmpty()) {
            throw Problem.of(ProblemCode.PB518, "trace needs the names of migrations or --pending, and not both")
                    .hint("usage: " + in.command().usage())
                    .asException();
        }
        TraceWish wish = TraceWish.of(in, desk);
        Variables variables = desk.variables(in.value("--env-file"));
        SecretValues.register(workshop.secrets(), wish.playbook(), variables);
        WalkScreen screen = new WalkScreen(console, desk.workingDirectory(), in.has("--verbose"));
        screen.showingPlans(false);
        screen.showingTraces(new TraceView(console, words(in, wish.playbook(), variables), true));
        TraceDocument document = new TraceDocument(screen, wish.folder(), budget(in));
        Order order = wish.order(variables);
        Tracing tracing = in.has("--probe") ? Tracing.PROBE : Tracing.TRACE;
        OpenRun run = OpenRun.begin(order, workshop.equipment(in, document, tracing));
        Result result;
        try (run) {
            result = run.walk(Optional.empty());
        }
        int exit = told(run, result, document);
        return exit == 0 && document.hasErrors() ? 4 : exit;
    }

    private static Budget budget(Invocation in) {
        long bytes = in.value("--written-limit")
                .map(given -> {
                    if (!given.matches("[1-9][0-9]{0,8}MB")) {
                        throw Problem.of(ProblemCode.PB518, "--written-limit must be a number of MB, not " + given)
                                .hint("write --written-limit 500MB")
                                .asException();
                    }
                    return Long.parseLong(given.substring(0, given.length() - 2)) << 20;
                })
                .orElse(Budget.STANDARD.bytes());
        return new Budget(in.duration("--stall-limit").orElse(Budget.STANDARD.stall()), bytes);
    }

    private void show(List<Observed> observed) {
        observed.forEach(one -> {
            boolean error = TraceDocument.rule(one).severity() == Severity.ERROR;
            String sign = error ? console.style().bad() : console.style().warning();
            console.line("  " + sign + " " + one.kind().rule() + "    " + one.said());
        });
    }

    private int told(OpenRun run, Result result, TraceDocument document) {
        if (!console.json()) {
            show(document.overBudget());
        }
        if (!console.json() || !(result instanceof Result.Passed)) {
            return new RunView(console).told(run, result);
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("run", run.directory().id());
        data.put("traces", document.data());
        data.put("hazards", document.hazardData());
        data.put("exit", document.hasErrors() ? 4 : 0);
        console.document(data);
        return 0;
    }

    /** How many rows there are in earnest, by the command line alone: nothing real is asked for a trace's sake otherwise. */
    StallWords words(Invocation in, Playbook playbook, Variables variables) {
        Map<String, Long> rows = new HashMap<>();
        in.value("--rows-of").ifPresent(name -> {
            if (!(Desk.target(playbook, name) instanceof TargetSpec.Server server)) {
                throw Problem.of(ProblemCode.PB518, "--rows-of needs a real database, and " + name + " is a sandbox")
                        .hint("give the rows with --rows TABLE=N")
                        .asException();
            }
            rows.putAll(RowCounts.of(Targets.url(server, variables), desk.reader("pgplaybook/rows")));
            if (rows.isEmpty()) {
                console.note(name + " has no estimate of any table's rows; ANALYZE makes them");
            }
        });
        in.all("--rows").forEach(given -> {
            String[] parts = given.split("=", 2);
            String number = parts.length < 2 ? "" : parts[1].replaceAll("[_,]", "");
            if (!number.matches("[1-9][0-9]{0,14}")) {
                throw Problem.of(ProblemCode.PB518, "--rows must be a table and a number, not " + given)
                        .hint("write --rows trades=12000000")
                        .asException();
            }
            rows.put(parts[0], Long.valueOf(number));
        });
        return new StallWords(Map.copyOf(rows));
    }
}
