package dev.pgplaybook.shell;

import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.MigrationStatus;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.step.OpenRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Migrations without a playbook: history, deploy, resolve. */
record HistoryCommands(Desk desk, Console console, Workshop workshop) {

    private static final String GROUP = "migrations";

    private static final String WHERE = " --url postgresql://me@localhost/app --migrations prisma/migrations";

    private static final List<OptionSpec> PLACE = List.of(Options.URL, Options.MIGRATIONS);

    List<CommandSpec> all() {
        return List.of(
                new CommandSpec(
                        "history",
                        GROUP,
                        "say which migrations are applied, pending or failed; exit 4 unless all is well",
                        List.of(),
                        PLACE,
                        List.of("history", "history" + WHERE),
                        this::history),
                new CommandSpec(
                        "deploy",
                        GROUP,
                        "apply the pending migrations",
                        List.of(),
                        Options.joined(PLACE, List.of(Options.EXECUTION), Options.CONSENT),
                        List.of("deploy" + WHERE),
                        this::deploy),
                new CommandSpec(
                        "resolve",
                        GROUP,
                        "mark migrations as applied or rolled back, without running them",
                        List.of(),
                        Options.joined(
                                PLACE,
                                List.of(
                                        OptionSpec.valued("--applied", "NAME", "mark it as applied; may be repeated"),
                                        OptionSpec.valued(
                                                "--rolled-back", "NAME", "mark it as rolled back; may be repeated")),
                                Options.CONSENT),
                        List.of("resolve --applied 20250902181313_init" + WHERE),
                        this::resolve));
    }

    private int history(Invocation in) {
        BareTarget bare = BareTarget.of(in, desk);
        History history = bare.history(workshop.clock());
        if (console.json()) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("clean", history.isClean());
            data.put(
                    "migrations",
                    history.statuses().stream().map(HistoryCommands::data).toList());
            console.document(data);
        } else {
            show(history);
        }
        return history.isClean() ? 0 : 4;
    }

    private void show(History history) {
        List<List<String>> rows = new ArrayList<>();
        for (MigrationStatus status : history.statuses()) {
            rows.add(List.of(sign(status), status.name(), words(status)));
        }
        new Table(List.of(" ", "migration", "state"), rows)
                .lines(console.style())
                .forEach(console::line);
        console.line(
                history.isClean()
                        ? "all migrations are applied"
                        : "deploy applies what is pending; resolve puts failures right");
    }

    private String sign(MigrationStatus status) {
        if (status.isClean()) {
            return console.style().good();
        }
        return status.state() == MigrationStatus.State.FAILED
                ? console.style().bad()
                : console.style().warning();
    }

    private static String words(MigrationStatus status) {
        List<String> words = new ArrayList<>();
        words.add(status.state().words()
                + (status.has(dev.pgplaybook.migration.Diagnosis.Kind.MARKED) ? ", by resolve" : ""));
        if (!status.inFolder()) {
            words.add("not in the folder");
        }
        if (status.edited()) {
            words.add("its file was edited since");
        }
        return String.join("; ", words);
    }

    private int deploy(Invocation in) {
        Optional<ExecutionModel> model = in.value("--execution").map(HistoryCommands::model);
        BareTarget bare = BareTarget.of(in, desk);
        if (isUpToDate(bare)) {
            return nothingPending();
        }
        return walk(in, bare, new Work.Deploy(Optional.empty(), model));
    }

    /** Nothing to do is not a run: a bare command records only what changes something. */
    private boolean isUpToDate(BareTarget bare) {
        bare.folder().requirePostgres();
        History history = bare.history(workshop.clock());
        return history.pending().isEmpty()
                && history.failed().isEmpty()
                && !history.rows().isEmpty();
    }

    private int nothingPending() {
        if (console.json()) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("result", "passed");
            data.put("said", "nothing was pending");
            data.put("exit", 0);
            console.document(data);
        } else {
            console.line("nothing is pending");
        }
        return 0;
    }

    private int resolve(Invocation in) {
        Work.Resolve work = new Work.Resolve(in.all("--applied"), in.all("--rolled-back"));
        if (work.applied().isEmpty() == work.rolledBack().isEmpty()) {
            throw Problem.of(ProblemCode.PB518, "resolve needs --applied NAME or --rolled-back NAME, and not both")
                    .hint("usage: " + in.command().usage())
                    .asException();
        }
        BareTarget bare = BareTarget.of(in, desk);
        requireNews(bare, work);
        return walk(in, bare, work);
    }

    /** In a playbook a mark that is there already is fine; a person who types the command expects it to do something. */
    private void requireNews(BareTarget bare, Work.Resolve work) {
        History history = bare.history(workshop.clock());
        for (String name : work.applied()) {
            if (history.rowsOf(name).stream().anyMatch(row -> row.finishedAt().isPresent())) {
                throw Problem.of(ProblemCode.PB208, "The migration " + name + " is already recorded as applied")
                        .hint("nothing is left to resolve for it; look with: history")
                        .asException();
            }
        }
    }

    private int walk(Invocation in, BareTarget bare, Work work) {
        WalkScreen screen = new WalkScreen(console, desk.workingDirectory(), in.has("--verbose"));
        screen.showingPlans(bare.target().isProtected());
        try (OpenRun run = OpenRun.begin(bare.order(work), workshop.equipment(in, screen))) {
            Result result = run.walk(Optional.empty());
            return new RunView(console).told(run.directory().id(), run.state(), result);
        }
    }

    private static ExecutionModel model(String word) {
        return Arrays.stream(ExecutionModel.values())
                .filter(m -> m.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, @Nullable Object> data(MigrationStatus status) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", status.name());
        data.put("state", status.state().name().toLowerCase(java.util.Locale.ROOT));
        data.put("inFolder", status.inFolder());
        data.put("edited", status.edited());
        data.put("marked", status.has(dev.pgplaybook.migration.Diagnosis.Kind.MARKED));
        status.row().ifPresent(row -> {
            data.put("startedAt", row.startedAt());
            data.put("finishedAt", row.finishedAt().orElse(null));
        });
        return data;
    }
}
