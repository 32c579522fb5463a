package dev.pgplaybook.shell;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.process.Foreground;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.sandbox.KeptSandbox;
import dev.pgplaybook.sandbox.KeptSandboxes;
import dev.pgplaybook.step.PreparedSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sandboxes that stay until they are taken down: up, list, psql, keep, down, prune. */
record SandboxCommands(Desk desk, Console console, Workshop workshop, boolean inShell) {

    private static final String GROUP = "sandboxes";

    private static final Duration OLD = Duration.ofDays(1);

    /** Where a sandbox comes from. */
    static final List<OptionSpec> PROVIDING = List.of(
            OptionSpec.choice(
                    "--provider", List.of("auto", "container", "embedded", "server"), "where it comes from; auto"),
            OptionSpec.valued("--version", "MAJOR", "the PostgreSQL that is wanted, such as 17"),
            OptionSpec.valued("--url", "URL", "the server, for --provider server"));

    private static final List<OptionSpec> MAKING = Options.joined(
            PROVIDING,
            List.of(
                    OptionSpec.valued("--playbook", "PLAYBOOK", "whose targets and migrations are meant"),
                    Options.MIGRATIONS),
            List.of());

    List<CommandSpec> all() {
        return List.of(
                command(
                        "up",
                        "[LIKENESS]",
                        "make a sandbox that stays, like a FILE, a target, the migrations, or empty; print its URL",
                        MAKING,
                        "sandbox up playbooks/production.sql",
                        this::up),
                command("list", "", "list the sandboxes that are up", List.of(), "sandbox list", this::list),
                command(
                        "psql",
                        "NAME",
                        "print a sandbox's URL, and open psql where a person sits at a terminal",
                        List.of(),
                        "sandbox psql production-1f2e3d4c",
                        this::psql),
                command(
                        "keep",
                        "NAME",
                        "let prune leave it alone, however old it gets",
                        List.of(),
                        "sandbox keep production-1f2e3d4c",
                        this::keep),
                command(
                        "down",
                        "[NAME]",
                        "remove a sandbox with all that is in it",
                        List.of(OptionSpec.flag("--all", "remove every sandbox that is up")),
                        "sandbox down production-1f2e3d4c",
                        this::down),
                command(
                        "prune",
                        "",
                        "remove what ended processes left behind, and sandboxes that are older than a day",
                        List.of(
                                OptionSpec.valued("--older", "TIME", "how old one must be, such as 2h; 24h"),
                                OptionSpec.valued(
                                        "--url",
                                        "URL",
                                        "a server where databases were made, to be looked through too")),
                        "sandbox prune",
                        this::prune));
    }

    private static CommandSpec command(
            String name,
            String argument,
            String summary,
            List<OptionSpec> options,
            String example,
            CommandSpec.Action action) {
        List<String> arguments = argument.isEmpty() ? List.of() : List.of(argument);
        return new CommandSpec("sandbox " + name, GROUP, summary, arguments, options, List.of(example), action);
    }

    private int up(Invocation in) {
        SandboxWish wish = SandboxWish.of(in, desk);
        PreparedSandbox sandbox = workshop.prepare(wish, desk.variables(in.value("--env-file")));
        Cancellation.Registration removal = workshop.cleanup().register(sandbox::close);
        KeptSandbox kept;
        try {
            kept = sandbox.keep(workshop.keptSandboxes(), now());
        } finally {
            // Does nothing to one that is kept.
            sandbox.close();
            removal.close();
        }
        WalkScreen.lines(sandbox.ready(), console.style()).forEach(console::decoration);
        new SandboxView(console, now()).disclose(kept, sandbox.ready());
        return 0;
    }

    private int list(Invocation in) {
        KeptSandboxes kept = workshop.keptSandboxes();
        new SandboxView(console, now()).list(kept.all(), kept::size);
        return 0;
    }

    /** Its password goes by the environment: arguments can be read by everybody on the machine. */
    private int psql(Invocation in) {
        KeptSandbox kept = workshop.keptSandboxes().find(in.arguments().get(0));
        DatabaseUrl url = kept.url();
        new SandboxView(console, now()).disclose(kept);
        if (console.json() || !workshop.canAsk() || !Foreground.has("psql")) {
            return 0;
        }
        if (!inShell) {
            // Ctrl-C is for the query that psql runs.
            Interrupt.does(() -> {});
        }
        return Foreground.run(Program.of("psql").with(url.environment()));
    }

    private int keep(Invocation in) {
        KeptSandboxes sandboxes = workshop.keptSandboxes();
        KeptSandbox kept = sandboxes.pin(sandboxes.find(in.arguments().get(0)));
        said(Map.of("kept", kept.name()), kept.name() + " stays until it is taken down");
        return 0;
    }

    private int down(Invocation in) {
        if (in.has("--all") == in.argument(0).isPresent()) {
            throw Problem.of(ProblemCode.PB518, "sandbox down needs a NAME or --all, and not both")
                    .hint("sandbox list names those that are up")
                    .asException();
        }
        KeptSandboxes sandboxes = workshop.keptSandboxes();
        List<KeptSandbox> doomed =
                in.argument(0).map(name -> List.of(sandboxes.find(name))).orElseGet(sandboxes::all);
        removed(sandboxes, doomed, "no sandbox is up");
        return 0;
    }

    private int prune(Invocation in) {
        Duration age = in.duration("--older").orElse(OLD);
        KeptSandboxes sandboxes = workshop.keptSandboxes();
        Optional<DatabaseUrl> server = in.value("--url")
                .map(url -> DatabaseUrl.parse(
                        url, desk.variables(in.value("--env-file")).values()));
        sandboxes.removeOrphans(server, console, workshop.cancellation());
        List<KeptSandbox> old = sandboxes.all().stream()
                .filter(kept -> !kept.pinned())
                .filter(kept -> Duration.between(kept.made(), now()).compareTo(age) > 0)
                .toList();
        removed(sandboxes, old, "no sandbox is old enough to be removed");
        return 0;
    }

    private void removed(KeptSandboxes sandboxes, List<KeptSandbox> doomed, String none) {
        doomed.forEach(kept -> sandboxes.remove(kept, console));
        List<String> names = doomed.stream().map(KeptSandbox::name).toList();
        said(Map.of("removed", names), names.isEmpty() ? none : "removed " + String.join(", ", names));
    }

    private void said(Map<String, Object> data, String words) {
        if (console.json()) {
            console.document(data);
        } else {
            console.line(words);
        }
    }

    private Instant now() {
        return workshop.clock().instant();
    }
}
