package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFailedException;
import dev.pgplaybook.migration.MigrationStatus;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.StepRunner;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The kind deploy: applies what is pending, and nothing but what was expected to be. */
record DeployRunner(Context context, Step step, Work.Deploy work) implements StepRunner {

    @Override
    public List<Finding> check() {
        try (Session session = context.reader(step)) {
            String id = step.id() + ".pending";
            if (nothingExpectedIsLeft(session)) {
                return List.of(
                        Finding.passed(id, "what is pending is what was expected", "all of it is applied already"));
            }
            List<Migration> pending = pending(session);
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.passed(id, "what is pending is what was expected", names(pending)));
            context.migrations()
                    .warnings()
                    .forEach(warning -> findings.add(
                            Finding.warned(step.id() + ".folder", "the migrations folder is as expected", warning)));
            edited(session)
                    .forEach(status -> findings.add(Finding.warned(
                            step.id() + ".edited",
                            status.name() + " is as it was applied",
                            "its file was edited since")));
            return findings;
        }
    }

    @Override
    public Plan plan() {
        try (Session session = context.reader(step)) {
            if (nothingExpectedIsLeft(session)) {
                return Plan.nothing("nothing is pending");
            }
            List<Migration> pending = toPlan(session);
            return pending.isEmpty() ? Plan.nothing("nothing is pending") : plan(pending);
        }
    }

    /** What is pending; where the history does not say yet, since a step before this one resolves it, what is expected to be. */
    private List<Migration> toPlan(Session session) {
        try {
            return pending(session);
        } catch (ProblemException e) {
            List<String> expected = work.expect().orElseThrow(() -> e);
            return context.migrations().migrations().stream()
                    .filter(m -> expected.contains(m.name()) && m.hasScript())
                    .toList();
        }
    }

    private Plan plan(List<Migration> pending) {
        List<Plan.Line> lines = new ArrayList<>();
        lines.add(
                Plan.Line.read(
                        "a Prisma CLI that is started meanwhile waits for the history's lock for 10 s, and then fails with P1002"));
        boolean destructive = false;
        for (Migration migration : pending) {
            Script script = Script.split(migration.script());
            lines.add(Plan.Line.previewed("apply " + migration.name() + ", "
                    + Words.count(script.statements().size(), "statement") + ", " + manner(script)));
            script.statements().forEach(statement -> lines.add(StatementLine.of(statement)));
            destructive |= script.statements().stream().anyMatch(Statement::isDestructive);
        }
        return new Plan(lines, true, destructive);
    }

    @Override
    public Outcome execute() {
        DeployRecord record = new DeployRecord(context, step);
        try (Session session = context.session(step, record.log())) {
            if (nothingExpectedIsLeft(session)) {
                return new Outcome.Done("nothing was pending");
            }
            List<Migration> applied = deployment(session)
                    .apply(
                            work.expect(),
                            context.tools().lockWait(),
                            context.tools().progress(),
                            record);
            return new Outcome.Done(applied.isEmpty() ? "nothing was pending" : applied.size() + " applied");
        } catch (MigrationFailedException e) {
            return failed(e.first(), left(e.effect(), record.applied()));
        } catch (ProblemException e) {
            return failed(e.first(), record.applied() > 0 ? Left.SOMETHING : Left.NOTHING);
        }
    }

    @Override
    public List<Finding> verify() {
        try (Session session = context.reader(step)) {
            History history = new History(context.migrations(), table(session).rows());
            String id = step.id() + ".history";
            List<String> open = history.pending().stream().map(Migration::name).toList();
            return List.of(
                    open.isEmpty() && history.failed().isEmpty()
                            ? Finding.passed(
                                    id,
                                    "every migration is recorded as applied",
                                    names(history.folder().migrations()))
                            : Finding.failed(id, "every migration is recorded as applied", "not applied: " + open));
        }
    }

    /** A step that was cut off behind its last COMMIT has nothing left to do, which is not the same as an unexpected history. */
    private boolean nothingExpectedIsLeft(Session session) {
        if (work.expect().isEmpty() || !table(session).exists()) {
            return false;
        }
        History history = new History(context.migrations(), table(session).rows());
        List<String> applied = history.statuses().stream()
                .filter(s -> s.state() == MigrationStatus.State.APPLIED)
                .map(MigrationStatus::name)
                .toList();
        return history.pending().isEmpty()
                && history.failed().isEmpty()
                && applied.containsAll(work.expect().orElseThrow());
    }

    private List<MigrationStatus> edited(Session session) {
        return new History(context.migrations(), table(session).rows())
                .statuses().stream().filter(MigrationStatus::edited).toList();
    }

    private List<Migration> pending(Session session) {
        return deployment(session)
                .pendingOnceSettled(
                        work.expect(),
                        context.tools().lockWait(),
                        context.tools().progress());
    }

    private Deployment deployment(Session session) {
        return new Deployment(
                session, context.migrations(), context.tools().clock(), DeployBounds.of(model(), step.limits()));
    }

    private ExecutionModel model() {
        return work.execution().or(() -> context.playbook().execution()).orElse(ExecutionModel.TRANSACTION);
    }

    private HistoryTable table(Session session) {
        return new HistoryTable(session, context.tools().clock());
    }

    private String manner(Script script) {
        return switch (model()) {
            case TRANSACTION ->
                script.mustRunOutside() || script.controlsTransactions()
                        ? "statement by statement, since it cannot be in one transaction"
                        : "in one transaction with its history row";
            case WHOLE_SCRIPT -> "as one script";
            case PER_STATEMENT -> "each committing alone";
        };
    }

    static Left left(MigrationFailedException.Effect effect, int appliedBefore) {
        return switch (effect) {
            case NONE -> appliedBefore > 0 ? Left.SOMETHING : Left.NOTHING;
            case SOME -> Left.SOMETHING;
            case UNKNOWN -> Left.UNKNOWN;
        };
    }

    private static Outcome failed(Problem problem, Left left) {
        return new Outcome.Failed(problem, Stage.EXECUTE, left);
    }

    private static String names(List<Migration> migrations) {
        return migrations.isEmpty()
                ? "nothing"
                : String.join(", ", migrations.stream().map(Migration::name).toList());
    }
}
