package dev.pgplaybook.shell;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.HazardFacts;
import dev.pgplaybook.migration.HistoryHazards;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.MigrationLint;
import dev.pgplaybook.migration.Survey;
import dev.pgplaybook.sql.Parser;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.LintFile;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Linter;
import dev.pgplaybook.sql.hazard.rules.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Foresees what migrations would do to a live database. */
record LintCommand(Desk desk, Console console, Workshop workshop) {

    private static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.flag("--pending", "the migrations that the database has not applied yet"),
            OptionSpec.choice("--format", List.of("text", "json", "sarif", "github"), "how findings are written"),
            OptionSpec.choice(
                    "--fail-on",
                    List.of("error", "warning", "never"),
                    "what ends with status 4; error unless told otherwise"),
            OptionSpec.valued("--git-diff", "REF", "only files that changed since this commit, or are new"),
            OptionSpec.valued("--rule", "ID", "ask this rule, or family, as well; may be repeated"),
            OptionSpec.choice(
                    "--runner", List.of("pgplaybook", "prisma", "prisma-7.4", "psql"), "what will run the migrations"),
            Options.EXECUTION);

    List<CommandSpec> all() {
        return List.of(new CommandSpec(
                "lint",
                "migrations",
                "say what migrations would do to a live database; exit 4 where it is bad",
                List.of("[MIGRATION…]"),
                Options.joined(List.of(Options.URL, Options.MIGRATIONS, Options.TARGET), OPTIONS, List.of()),
                List.of(
                        "lint prisma/migrations",
                        "lint --pending --url postgresql://me@localhost/app --migrations prisma/migrations",
                        "lint playbooks/admin-roles.yaml 20251119194448_add_admin"),
                this::lint));
    }

    private int lint(Invocation in) {
        LintOrder order = LintOrder.of(in, desk);
        LintChoice choice = order.since()
                .map(ref -> order.choice().changed(new ChangedFiles(desk.workingDirectory(), workshop).since(ref)))
                .orElseGet(order::choice);
        Lint lint = order.url().isPresent() ? onTarget(order, choice) : alone(choice);
        LintReport report = new Linter(
                        order.runner(), Rules.ids(), order.rules(), order.allowed(), Optional.of(Parser::parse))
                .lint(lint.files(), lint.facts(), lint.history(), List.of());
        LintFormat.of(in, console, desk.workingDirectory()).show(report, lint.files());
        return report.fails(order.failOn()) ? 4 : 0;
    }

    /** What the linter is given. */
    private record Lint(List<LintFile> files, Facts facts, HistoryFacts history) {}

    private static Lint alone(LintChoice choice) {
        List<LintFile> files = new ArrayList<>();
        choice.folder().ifPresent(folder -> files.addAll(MigrationLint.files(folder, choice.judged(), Set.of(), true)));
        files.addAll(choice.files());
        HistoryFacts history = choice.folder()
                .map(folder -> HistoryHazards.of(folder, choice.judged()))
                .orElse(HistoryFacts.NONE);
        return new Lint(files, Facts.NONE, history);
    }

    private Lint onTarget(LintOrder order, LintChoice choice) {
        try (Session session = Session.open(order.url().orElseThrow(), desk.reader("pgplaybook/lint"))) {
            List<LintFile> files = new ArrayList<>();
            HistoryFacts history = HistoryFacts.NONE;
            if (choice.folder().isPresent()) {
                MigrationFolder folder = choice.folder().get();
                Survey survey = Survey.of(folder, session, workshop.clock());
                Set<String> pending =
                        survey.history().pending().stream().map(Migration::name).collect(Collectors.toSet());
                LintChoice chosen = order.pendingAlone() ? choice.only(pending) : choice;
                files.addAll(MigrationLint.files(folder, chosen.judged(), pending, false));
                history = HistoryHazards.of(survey, chosen.judged());
            }
            files.addAll(choice.files());
            return new Lint(files, HazardFacts.read(session, MigrationLint.scripts(files)), history);
        }
    }
}
