package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.migration.HazardFacts;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationLint;
import dev.pgplaybook.migration.Prechecks;
import dev.pgplaybook.playbook.Hazards;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.LintFile;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Linter;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.Severity;
import dev.pgplaybook.sql.hazard.rules.Rules;
import dev.pgplaybook.trace.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lint says of the pending migrations, by the target's own numbers: lines of a deploy's plan, and where the playbook says so, a
 * reason not to begin. A bare command asks for none of it, as it goes as far as Prisma's does.
 */
final class HazardChecks {

    private final Context context;
    private final Step step;
    private final ExecutionModel model;
    private @Nullable LintReport report;

    HazardChecks(Context context, Step step, ExecutionModel model) {
        this.context = context;
        this.step = step;
        this.model = model;
    }

    List<Finding> findings(List<Migration> pending) {
        Optional<String> failOn = hazards().failOn();
        if (failOn.isEmpty() || context.playbook().isOfCommandLine()) {
            return List.of();
        }
        LintReport report = report(pending);
        String id = step.id() + ".hazards";
        String title = "no hazard in what is pending stops it";
        Optional<dev.pgplaybook.sql.hazard.Finding> worst = report.findings().stream()
                .filter(finding ->
                        level(failOn.get()).filter(finding::isAtLeast).isPresent())
                .findFirst();
        if (worst.isEmpty()) {
            return List.of(
                    Finding.passed(id, title, Words.count(report.findings().size(), "finding") + " below that"));
        }
        if (context.ground().sandbox()) {
            // It is there to see what happens; the real target is where it stops.
            return List.of(Finding.warned(id, title, "on a real target: " + said(worst.get())));
        }
        boolean accepted = context.accepted().contains(id);
        String said = said(worst.get());
        return List.of(accepted ? Finding.warned(id, title, "accepted: " + said) : Finding.failed(id, title, said));
    }

    private static String said(dev.pgplaybook.sql.hazard.Finding finding) {
        return finding.rule().id() + " at " + finding.at() + ": " + finding.said() + "; lint shows all of it";
    }

    /** The plan, and behind it what lint has to say that is more than information. */
    Plan into(Plan plan, List<Migration> pending) {
        if (context.playbook().isOfCommandLine()) {
            return plan;
        }
        List<Plan.Line> lines = new ArrayList<>(plan.lines());
        report(pending).findings().stream()
                .filter(finding -> finding.isAtLeast(Severity.WARNING))
                .forEach(finding -> lines.add(line(finding)));
        return new Plan(lines, plan.changes(), plan.destructive());
    }

    private static Plan.Line line(dev.pgplaybook.sql.hazard.Finding finding) {
        Plan.Line line = Plan.Line.read(
                        "  " + finding.severity().word() + " " + finding.rule().id() + ": " + finding.said())
                .at(finding.at());
        return finding.instead().isEmpty() ? line : line.detail("instead: " + finding.instead());
    }

    private static Optional<Severity> level(String word) {
        return switch (word) {
            case "error" -> Optional.of(Severity.ERROR);
            case "warning" -> Optional.of(Severity.WARNING);
            default -> Optional.empty();
        };
    }

    private Hazards hazards() {
        return context.playbook().hazards();
    }

    private LintReport report(List<Migration> pending) {
        LintReport known = report;
        if (known == null) {
            List<LintFile> files = pending.stream()
                    .filter(Migration::hasScript)
                    .map(m -> new LintFile(m.name(), m.source(), true, true, true))
                    .toList();
            // Without the grammar, whose classes would make every deploy wait.
            known = new Linter(
                            Runner.of(model),
                            Rules.ids(),
                            Rules.on(Set.of()),
                            hazards().allowed(),
                            Optional.empty())
                    .lint(files, facts(files), HistoryFacts.NONE, observed(pending));
            report = known;
        }
        return known;
    }

    /** What the last rehearsals have shown; a rehearsal is about to see for itself. */
    private List<Observed> observed(List<Migration> pending) {
        if (context.ground().sandbox()) {
            return List.of();
        }
        Duration stall = step.limits().lockHold().orElse(Budget.STANDARD.stall());
        return LastTraces.of(context.playbook().directory())
                .observed(
                        pending.stream().filter(Migration::hasScript).toList(),
                        new Budget(stall, Budget.STANDARD.bytes()));
    }

    private Facts facts(List<LintFile> files) {
        try (Session session = context.asking(step, Prechecks.LIMIT)) {
            return HazardFacts.read(session, MigrationLint.scripts(files));
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost()) {
                throw e;
            }
            return Facts.NONE;
        }
    }
}
