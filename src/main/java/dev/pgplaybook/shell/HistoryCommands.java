package dev.pgplaybook.shell;

import dev.pgplaybook.database.Readers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.PrismaStatus;
import dev.pgplaybook.migration.ReadAhead;
import dev.pgplaybook.migration.Survey;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.step.Equipment;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Order;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Migrations without a playbook: history, deploy, resolve, reset. */
record HistoryCommands(Desk desk, Console console, Workshop workshop) {

    private static final String GROUP = "migrations";

    private static final String WHERE = " --url postgresql://me@localhost/app --migrations prisma/migrations";

    private static final List<OptionSpec> PLACE = List.of(Options.URL, Options.MIGRATIONS);

    private static final OptionSpec PRISMA = OptionSpec.flag(
            "--prisma", "print what prisma migrate status of 6.19.3 would, with its exit status; ends with 0");

    List<CommandSpec> all() {
        return List.of(
                new CommandSpec(
                        "history",
                        GROUP,
                        "say which migrations are applied, pending, failed or edited; exit 4 unless all is well",
                        List.of(),
                        Options.joined(PLACE, List.of(PRISMA), List.of()),
                        List.of("history", "history" + WHERE, "history --prisma" + WHERE),
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
                                        OptionSpec.valued(
                                                "--applied",
                                                "NAME",
                                                "mark it as applied; may be repeated; infer marks what the schema shows to be there"),
                                        OptionSpec.valued(
                                                "--rolled-back", "NAME", "mark it as rolled back; may be repeated")),
                                Options.CONSENT),
                        List.of("resolve --applied 20250902181313_init" + WHERE),
                        this::resolve),
                new CommandSpec(
                        "reset",
                        GROUP,
                        "drop the schema with all its rows, and deploy every migration; asks for the database's name",
                        List.of(),
                        Options.joined(PLACE, List.of(Options.EXECUTION), Options.CONSENT),
                        List.of("reset --confirm app" + WHERE),
                        this::reset));
    }

    private int history(Invocation in) {
        BareTarget bare = BareTarget.of(in, desk);
        if (in.has("--prisma")) {
            return prisma(PrismaStatus.of(bare.survey(bare.folderOrEmpty(), workshop.clock()), bare.url()));
        }
        Survey survey = bare.survey(bare.folder(), workshop.clock());
        if (console.json()) {
            console.document(HistoryDocument.of(survey, bare.url()));
        } else {
            String place = in.has("--url") ? ", each with this --url and --migrations" : "";
            new HistoryView(console, in.has("--verbose"), place).show(survey, bare.url());
        }
        return survey.isClean() ? 0 : 4;
    }

    /** Prisma's own words where it writes them, and ours only beside them. */
    private int prisma(PrismaStatus status) {
        if (console.json()) {
            console.document(HistoryDocument.of(status));
            return 0;
        }
        status.out().lines().forEach(console::line);
        status.err().lines().forEach(console::decoration);
        console.decoration(console.style().dim("(prisma migrate status of 6.19.3 ends with " + status.exit() + ")"));
        if (!status.otherwiseSince7().isEmpty()) {
            console.note("7.10.1 lists these as not yet applied, as deploy applies them again: "
                    + String.join(", ", status.otherwiseSince7()));
        }
        return 0;
    }

    private int deploy(Invocation in) {
        Optional<ExecutionModel> model = in.value("--execution").map(HistoryCommands::model);
        Session.makeReady();
        BareTarget bare = BareTarget.of(in, desk);
        MigrationFolder folder = bare.folderOrEmpty();
        folder.requirePostgres();
        ReadAhead ahead = ReadAhead.of(folder.migrations());
        Equipment equipment = workshop.equipment(in, screen(in, bare.target().isProtected()));
        try (Readers readers = equipment.readers()) {
            if (isUpToDate(bare, folder, ahead, readers)) {
                folder.warnings().forEach(console::note);
                return nothingPending();
            }
            return walk(bare.order(new Work.Deploy(Optional.empty(), model), Optional.of(folder)), equipment);
        }
    }

    /** Nothing to do is not a run: a bare command records only what changes something. */
    private boolean isUpToDate(BareTarget bare, MigrationFolder folder, ReadAhead ahead, Readers readers) {
        try (Session session = readers.open(bare.url(), bare.reader())) {
            HistoryTable table = new HistoryTable(session, workshop.clock());
            History history = new History(folder, table.rows());
            List<Migration> pending = history.pending();
            ahead.only(pending);
            return pending.isEmpty() && history.failed().isEmpty() && table.exists();
        }
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

    /** Whose schema it is comes before what is lost: the plan is shown, and the database's name asked for, on every target. */
    private int reset(Invocation in) {
        BareTarget bare = BareTarget.of(in, desk);
        requireDisposable(in, bare);
        bare.folder().requirePostgres();
        Optional<ExecutionModel> model = in.value("--execution").map(HistoryCommands::model);
        return walk(in, bare, new Work.Reset(new Work.Deploy(Optional.empty(), model)), true);
    }

    /** Whoever names a URL has that database in mind; a target's name is too easily that of another. */
    private static void requireDisposable(Invocation in, BareTarget bare) {
        if (!in.has("--url") && !bare.target().disposable()) {
            throw Problem.of(
                            ProblemCode.PB521,
                            "The target " + bare.target().name()
                                    + " is not disposable, and reset drops everything in it")
                    .at(bare.target().at())
                    .hint("write disposable: true beside its url, or name the database: reset --url … --confirm NAME")
                    .asException();
        }
    }

    private int resolve(Invocation in) {
        List<String> applied = in.all("--applied");
        boolean infers = applied.equals(List.of("infer"));
        Work.Resolve work =
                new Work.Resolve(infers ? List.of() : applied, infers, Map.of(), Map.of(), in.all("--rolled-back"));
        if (applied.isEmpty() == work.rolledBack().isEmpty()) {
            throw Problem.of(ProblemCode.PB518, "resolve needs --applied NAME or --rolled-back NAME, and not both")
                    .hint("usage: " + in.command().usage())
                    .asException();
        }
        BareTarget bare = BareTarget.of(in, desk);
        requireNews(bare, work);
        return walk(in, bare, work, infers || bare.target().isProtected());
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

    private int walk(Invocation in, BareTarget bare, Work work, boolean showingPlans) {
        return walk(bare.order(work, Optional.empty()), workshop.equipment(in, screen(in, showingPlans)));
    }

    private int walk(Order order, Equipment equipment) {
        OpenRun run = OpenRun.begin(order, equipment);
        Result result;
        try (run) {
            result = run.walk(Optional.empty());
        }
        return new RunView(console).told(run, result);
    }

    private WalkScreen screen(Invocation in, boolean showingPlans) {
        WalkScreen screen = new WalkScreen(console, desk.workingDirectory(), in.has("--verbose"));
        screen.showingPlans(showingPlans);
        return screen;
    }

    private static ExecutionModel model(String word) {
        return Arrays.stream(ExecutionModel.values())
                .filter(m -> m.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
