package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.HistoryLock;
import dev.pgplaybook.migration.HistoryRow;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.MigrationFailedException;
import dev.pgplaybook.migration.Resolve;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.StepRunner;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The kind repair: puts one migration's history right by what a person found, or goes on with what broke off. */
record RepairRunner(Context context, Step step, Work.Repair work) implements StepRunner {

    @Override
    public List<Finding> check() {
        try (Session session = context.reader(step)) {
            return List.of(Finding.passed(step.id() + ".needed", "the repair is needed and possible", found(session)));
        }
    }

    private String found(Session session) {
        Resolve resolve = new Resolve(table(session));
        return switch (work.way()) {
            case RESUME ->
                Words.count(
                                deployment(session)
                                        .left(work.migration(), work.after())
                                        .size(),
                                "statement") + " left";
            case ACCEPT_EDIT ->
                "the history has checksum "
                        + shortened(resolve.requireEdited(context.migrations(), work.migration())
                                .checksum());
            case KEEP_ONE ->
                Words.count(resolve.requireDuplicates(work.migration()).size(), "row") + " too many";
        };
    }

    @Override
    public Plan plan() {
        try (Session session = context.reader(step)) {
            return switch (work.way()) {
                case RESUME -> resuming(deployment(session).left(work.migration(), work.after()));
                case ACCEPT_EDIT ->
                    bookkeeping("write the checksum of the file as it is into its row: " + work.reason());
                case KEEP_ONE -> bookkeeping("mark all rows but the oldest as rolled back");
            };
        }
    }

    private Plan resuming(List<Statement> left) {
        List<Plan.Line> lines = new ArrayList<>();
        lines.add(Plan.Line.previewed("go on with " + work.migration() + ", " + Words.count(left.size(), "statement")
                + ", and finish its row"));
        left.forEach(statement -> lines.add(StatementLine.of(statement)));
        return new Plan(lines, true, left.stream().anyMatch(Statement::isDestructive));
    }

    private static Plan bookkeeping(String what) {
        return new Plan(List.of(Plan.Line.previewed(what)), true, false);
    }

    @Override
    public Outcome execute() {
        return work.way() == Work.Repair.Way.RESUME ? resume() : putRight();
    }

    private Outcome resume() {
        DeployRecord record = new DeployRecord(context, step);
        try (Session session = context.session(step, record.log())) {
            deployment(session)
                    .resume(
                            work.migration(),
                            work.after(),
                            context.tools().lockWait(),
                            context.tools().progress(),
                            record);
            return new Outcome.Done(work.migration() + " is applied");
        } catch (MigrationFailedException e) {
            return new Outcome.Failed(e.first(), Stage.EXECUTE, DeployRunner.left(e.effect(), 0));
        } catch (ProblemException e) {
            return new Outcome.Failed(e.first(), Stage.EXECUTE, Left.NOTHING);
        }
    }

    @SuppressWarnings("try") // the lock is held, not used
    private Outcome putRight() {
        StatementLog log = context.log(step);
        try (Session session = context.session(step, log);
                HistoryLock lock = HistoryLock.take(
                        session, context.tools().lockWait(), context.tools().progress())) {
            Resolve resolve = new Resolve(table(session));
            session.begin();
            note(found(session) + (work.reason().isEmpty() ? "" : "; " + work.reason()));
            if (work.way() == Work.Repair.Way.ACCEPT_EDIT) {
                resolve.acceptEdit(context.migrations(), work.migration());
            } else {
                resolve.keepOne(work.migration());
            }
            log.committing(session);
            session.commit();
            return new Outcome.Done(work.migration() + " is put right");
        } catch (ProblemException e) {
            return new Outcome.Failed(e.first(), Stage.EXECUTE, Left.NOTHING);
        }
    }

    @Override
    public List<Finding> verify() {
        try (Session session = context.reader(step)) {
            List<HistoryRow> live = table(session).rows().stream()
                    .filter(row -> row.name().equals(work.migration()) && row.isLive())
                    .toList();
            boolean right = live.size() == 1 && !live.get(0).isFailed();
            String id = step.id() + ".recorded";
            String title = "one row says that " + work.migration() + " is applied";
            return List.of(
                    right
                            ? Finding.passed(
                                    id,
                                    title,
                                    "its checksum is " + shortened(live.get(0).checksum()))
                            : Finding.failed(
                                    id, title, Words.count(live.size(), "row") + " of it are not rolled back"));
        }
    }

    private Deployment deployment(Session session) {
        ExecutionModel model = context.playbook().execution().orElse(ExecutionModel.TRANSACTION);
        return new Deployment(
                session, context.migrations(), context.tools().clock(), DeployBounds.of(model, step.limits()));
    }

    private HistoryTable table(Session session) {
        return new HistoryTable(session, context.tools().clock());
    }

    private void note(String text) {
        context.tools().recorder().record(new Event.Noted(step.id(), text));
    }

    private static String shortened(String checksum) {
        return checksum.length() > 8 ? checksum.substring(0, 8) + "…" : checksum;
    }
}
