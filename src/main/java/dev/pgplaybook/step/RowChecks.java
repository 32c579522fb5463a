package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.Precheck;
import dev.pgplaybook.migration.Prechecks;
import dev.pgplaybook.playbook.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the target's rows say to the pending migrations: findings of a deploy's check, and lines of its plan. Asked once for both. */
final class RowChecks {

    private final Context context;
    private final Step step;
    private @Nullable List<Precheck> asked;

    RowChecks(Context context, Step step) {
        this.context = context;
        this.step = step;
    }

    /** Rows that are certain to be in the way are a reason not to begin. */
    List<Finding> findings(Session session, List<Migration> pending) {
        List<Finding> findings = new ArrayList<>();
        int fitting = 0;
        for (Precheck precheck : ask(session, pending)) {
            switch (precheck.answer()) {
                case NONE -> fitting++;
                case SOME -> findings.add(inTheWay(precheck));
                case UNANSWERED ->
                    findings.add(Finding.warned(precheck.id(), precheck.title(), precheck.said() + place(precheck)));
                case UNASKED -> {}
            }
        }
        if (fitting > 0) {
            String said = "no row is in the way of " + Words.count(fitting, "demand");
            findings.add(Finding.passed(step.id() + ".rows", "the rows fit what is pending", said));
        }
        return findings;
    }

    /** The plan, and behind it what was asked of the rows. */
    Plan into(Plan plan, Session session, List<Migration> pending) {
        List<Plan.Line> lines = new ArrayList<>(plan.lines());
        ask(session, pending).forEach(precheck -> lines.add(line(precheck)));
        return new Plan(lines, plan.changes(), plan.destructive());
    }

    private Finding inTheWay(Precheck precheck) {
        String said = precheck.said()
                + place(precheck)
                + precheck.sql().map(sql -> "; show them: " + sql).orElse("");
        if (!precheck.stops() || isForTrying()) {
            return Finding.warned(precheck.id(), precheck.title(), said);
        }
        return context.accepted().contains(precheck.id())
                ? Finding.warned(precheck.id(), precheck.title(), "accepted: " + said)
                : Finding.failed(precheck.id(), precheck.title(), said);
    }

    /** On a sandbox the migration is there to fail; a bare deploy goes as far as it can, as Prisma's does. */
    private boolean isForTrying() {
        return context.ground().sandbox() || context.playbook().isOfCommandLine();
    }

    private static Plan.Line line(Precheck precheck) {
        String title = "  " + precheck.title() + ": ";
        Plan.Line line = switch (precheck.answer()) {
            case NONE -> Plan.Line.read(title + precheck.said());
            case SOME -> Plan.Line.read("  in the way: " + precheck.said());
            case UNANSWERED, UNASKED -> Plan.Line.notPreviewable(title + precheck.said());
        };
        Plan.Line placed = line.at(precheck.foreseen().demand().site().location());
        return precheck.sql().map(sql -> placed.detail(detail(precheck, sql))).orElse(placed);
    }

    private static String detail(Precheck precheck, String sql) {
        return "show them: " + sql
                + (precheck.examples().isEmpty() ? "" : "\n" + String.join("\n", precheck.examples()));
    }

    private static String place(Precheck precheck) {
        return " (" + precheck.foreseen().demand().site().location() + ")";
    }

    /** @param session tells alone whether there is anything to ask, which costs no connection of its own */
    private List<Precheck> ask(Session session, List<Migration> pending) {
        List<Precheck> known = asked;
        if (known == null) {
            known = Prechecks.areWorthAsking(session) ? ask(pending) : List.of();
            asked = known;
        }
        return known;
    }

    private List<Precheck> ask(List<Migration> pending) {
        try (Session session = context.asking(step, Prechecks.LIMIT)) {
            return new Prechecks(
                            session,
                            Prechecks.LIMIT,
                            context.tools().showValues(),
                            context.tools().progress())
                    .ask(pending);
        }
    }
}
