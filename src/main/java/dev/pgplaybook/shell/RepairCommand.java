package dev.pgplaybook.shell;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.Recovery;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Targets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The guided repair: shows what is known of a migration that went wrong, and does what the operator chooses. */
record RepairCommand(Desk desk, Console console, Workshop workshop) {

    private static final int FINDINGS = 4;

    private static final OptionSpec BY = OptionSpec.choice(
            "--by",
            Arrays.stream(Recovery.Kind.values()).map(Recovery.Kind::word).toList(),
            "the way to put it right; without it the ways are shown");
    private static final OptionSpec AFTER = OptionSpec.valued(
            "--after", "N", "with --by resume: so many statements have taken effect, where the history does not say");
    private static final OptionSpec REASON =
            OptionSpec.valued("--reason", "TEXT", "with --by accept-edit: why the edit may stand, for the record");

    List<CommandSpec> all() {
        return List.of(new CommandSpec(
                "repair",
                "migrations",
                "show what is known of a migration that failed or was edited, and put it right",
                List.of("[NAME]"),
                Options.joined(
                        List.of(Options.URL, Options.MIGRATIONS, Options.EXECUTION),
                        List.of(BY, AFTER, REASON),
                        Options.CONSENT),
                List.of(
                        "repair 20250902181313_init --url postgresql://me@localhost/app --migrations prisma/migrations",
                        "repair 20250902181313_init --by resume"),
                this::repair));
    }

    private int repair(Invocation in) {
        BareTarget bare = BareTarget.of(in, desk);
        MigrationFolder folder = bare.folder();
        Optional<Recovery> recovery = recovery(in, bare, folder);
        if (recovery.isEmpty()) {
            return nothingToRepair();
        }
        Recovery found = recovery.orElseThrow();
        if (in.value("--by").isEmpty()) {
            requireWay(in);
            show(in, found);
        }
        Optional<String> by = in.value("--by").or(() -> asked(found));
        return by.map(word -> walk(in, bare, found, word))
                .orElse(found.ways().isEmpty() && found.running().isEmpty() ? 0 : FINDINGS);
    }

    /** What belongs to one way is not passed over where the way is missing. */
    private static void requireWay(Invocation in) {
        for (OptionSpec option : List.of(AFTER, REASON)) {
            if (in.has(option.name())) {
                throw Problem.of(ProblemCode.PB518, option.name() + " belongs to a way, and --by does not name one")
                        .hint("see: help repair")
                        .asException();
            }
        }
    }

    /** Of the migration that is named, or of the first that needs it. */
    private Optional<Recovery> recovery(Invocation in, BareTarget bare, MigrationFolder folder) {
        try (Session session = Session.open(Targets.url(bare.target(), bare.variables()), bare.reader())) {
            HistoryTable table = new HistoryTable(session, workshop.clock());
            return in.argument(0)
                    .or(() -> Recovery.needed(new History(folder, table.rows())).stream()
                            .findFirst())
                    .map(name -> Recovery.of(session, folder, workshop.clock(), name));
        }
    }

    private int nothingToRepair() {
        if (console.json()) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("migration", null);
            data.put("ways", List.of());
            console.document(data);
        } else {
            console.line("no migration needs a repair");
        }
        return 0;
    }

    private void show(Invocation in, Recovery recovery) {
        RecoveryView view = new RecoveryView(console, in.has("--url") ? ", each with this --url and --migrations" : "");
        if (console.json()) {
            console.document(RecoveryView.data(recovery));
        } else {
            view.show(recovery);
        }
    }

    /** Nothing is the answer of whoever wants to look further. */
    private Optional<String> asked(Recovery recovery) {
        if (recovery.ways().isEmpty() || !workshop.canAsk() || console.json()) {
            return Optional.empty();
        }
        String words = recovery.ways().stream().map(way -> way.kind().word()).collect(Collectors.joining(", "));
        String answer = workshop.operator()
                .statement("how is it to be put right? " + words + ", or nothing:", "--by")
                .strip();
        return answer.isEmpty() || answer.equals("nothing") ? Optional.empty() : Optional.of(answer);
    }

    private int walk(Invocation in, BareTarget bare, Recovery recovery, String word) {
        Work work = work(in, recovery, kind(word));
        WalkScreen screen = new WalkScreen(console, desk.workingDirectory(), in.has("--verbose"));
        screen.showingPlans(bare.target().isProtected());
        OpenRun run = OpenRun.begin(bare.order(work, Optional.empty()), workshop.equipment(in, screen));
        Result result;
        try (run) {
            result = run.walk(Optional.empty());
        }
        return new RunView(console).told(run, result);
    }

    private Work work(Invocation in, Recovery recovery, Recovery.Kind kind) {
        String name = recovery.migration();
        return switch (kind) {
            case ROLLED_BACK -> new Work.Resolve(List.of(), List.of(name));
            case APPLIED -> new Work.Resolve(List.of(name), List.of());
            case RESUME -> new Work.Repair(name, Work.Repair.Way.RESUME, after(in, recovery), "");
            case ACCEPT_EDIT -> new Work.Repair(name, Work.Repair.Way.ACCEPT_EDIT, Optional.empty(), reason(in));
            case KEEP_ONE -> new Work.Repair(name, Work.Repair.Way.KEEP_ONE, Optional.empty(), "");
        };
    }

    /** A way that was shown with its statement and chosen here needs no number typed; a flag without a screen does. */
    private static Optional<Integer> after(Invocation in, Recovery recovery) {
        Optional<Integer> shown = in.has("--by")
                ? Optional.empty()
                : recovery.ways().stream()
                        .filter(way -> way.kind() == Recovery.Kind.RESUME)
                        .findFirst()
                        .flatMap(Recovery.Way::after);
        return in.value("--after").map(RepairCommand::number).or(() -> shown);
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw Problem.of(ProblemCode.PB518, "--after must be a number of statements, not " + text)
                    .hint("count them on the screen of: repair NAME")
                    .asException();
        }
        return Integer.parseInt(text);
    }

    private String reason(Invocation in) {
        String reason = in.value("--reason")
                .orElseGet(() -> workshop.operator().statement("why may the edit stand?", "--reason"))
                .strip();
        if (reason.isEmpty()) {
            throw Problem.of(ProblemCode.PB518, "An edit is accepted with a reason, for those who read the record")
                    .hint("give it with --reason \"…\"")
                    .asException();
        }
        return reason;
    }

    private static Recovery.Kind kind(String word) {
        return Arrays.stream(Recovery.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.PB518, word + " is none of the ways")
                        .hint("nothing was changed; ask again with: repair")
                        .asException());
    }
}
