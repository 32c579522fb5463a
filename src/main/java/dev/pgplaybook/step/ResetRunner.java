package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.HistoryLock;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFailedException;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.SchemaLoss;
import dev.pgplaybook.migration.SchemaReset;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.StepRunner;
import dev.pgplaybook.sql.ExecutionModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kind reset: drops the schema, makes it again and deploys every migration, all under one hold of the history's lock. */
record ResetRunner(Context context, Step step, Work.Reset work) implements StepRunner {

    /** More tables than a person reads before they type a name are counted. */
    private static final int NAMED_TABLES = 20;

    /** What cannot be deployed afterwards is no reason to drop anything now. */
    @Override
    public List<Finding> check() {
        MigrationFolder folder = context.migrations();
        folder.requirePostgres();
        List<Finding> findings = new ArrayList<>();
        List<String> without = folder.migrations().stream()
                .filter(migration -> !migration.hasScript())
                .map(Migration::name)
                .toList();
        String title = "every migration can be read";
        findings.add(
                without.isEmpty()
                        ? Finding.passed(
                                step.id() + ".migrations",
                                title,
                                Words.count(folder.migrations().size(), "migration") + " in " + folder.path())
                        : Finding.failed(
                                step.id() + ".migrations", title, "no migration.sql in " + String.join(", ", without)));
        folder.warnings()
                .forEach(warning -> findings.add(
                        Finding.warned(step.id() + ".folder", "the migrations folder is as expected", warning)));
        return findings;
    }

    @Override
    public Plan plan() {
        try (Session session = context.reader(step)) {
            SchemaReset reset = new SchemaReset(session);
            List<Plan.Line> lines = new ArrayList<>(lost(reset.loss()));
            lines.add(Plan.Line.previewed("drop the schema " + reset.schema() + ", and make it again, owned by "
                    + context.ground().identity().role() + " and without grants"));
            context.migrations()
                    .migrations()
                    .forEach(migration -> lines.add(Plan.Line.previewed("apply " + migration.name())));
            return new Plan(lines, true, true);
        }
    }

    private static List<Plan.Line> lost(SchemaLoss loss) {
        List<Plan.Line> lines = new ArrayList<>();
        List<SchemaLoss.Table> named =
                loss.tables().subList(0, Math.min(NAMED_TABLES, loss.tables().size()));
        named.forEach(table -> lines.add(lost("the table " + table.name() + ", " + table.contents())));
        if (named.size() < loss.tables().size()) {
            List<SchemaLoss.Table> rest =
                    loss.tables().subList(named.size(), loss.tables().size());
            lines.add(lost(Words.count(rest.size(), "smaller table"))
                    .detail(rest.stream().map(SchemaLoss.Table::name).collect(Collectors.joining("\n"))));
        }
        if (!loss.others().isEmpty()) {
            lines.add(lost(String.join(", ", loss.others())));
        }
        loss.extensions().forEach(name -> lines.add(lost("the extension " + name)));
        loss.dependents().forEach(name -> lines.add(lost("in another schema: " + name)));
        loss.settings().forEach(setting -> lines.add(lost("of the schema itself: " + setting)));
        return lines;
    }

    private static Plan.Line lost(String what) {
        return Plan.Line.read("lost: " + what);
    }

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public Outcome execute() {
        DeployRecord record = new DeployRecord(context, step);
        boolean dropped = false;
        try (Session session = context.session(step, record.log());
                HistoryLock lock = HistoryLock.take(
                        session, context.tools().lockWait(), context.tools().progress())) {
            drop(session, record);
            dropped = true;
            List<Migration> applied = deployment(session)
                    .apply(
                            Optional.empty(),
                            context.tools().lockWait(),
                            context.tools().progress(),
                            record);
            return new Outcome.Done("the schema was made again, " + applied.size() + " applied");
        } catch (MigrationFailedException e) {
            boolean known = e.effect() != MigrationFailedException.Effect.UNKNOWN;
            return new Outcome.Failed(e.first(), Stage.EXECUTE, known ? Left.SOMETHING : Left.UNKNOWN);
        } catch (StatementFailedException e) {
            Left before = e.failure().isConnectionLost() ? Left.UNKNOWN : Left.NOTHING;
            return new Outcome.Failed(e.first(), Stage.EXECUTE, dropped ? Left.SOMETHING : before);
        } catch (ProblemException e) {
            return new Outcome.Failed(e.first(), Stage.EXECUTE, dropped ? Left.SOMETHING : Left.NOTHING);
        }
    }

    private void drop(Session session, DeployRecord record) {
        SchemaReset reset = new SchemaReset(session);
        context.tools().progress().doing("dropping the schema " + reset.schema());
        reset.run(() -> record.log().committing(session));
        context.tools()
                .recorder()
                .record(new Event.Noted(step.id(), "the schema " + reset.schema() + " was dropped and made again"));
        context.tools().recorder().sync();
    }

    private Deployment deployment(Session session) {
        ExecutionModel model = work.deploy()
                .execution()
                .or(() -> context.playbook().execution())
                .orElse(ExecutionModel.TRANSACTION);
        return new Deployment(
                session, context.migrations(), context.tools().clock(), DeployBounds.of(model, step.limits()));
    }

    @Override
    public List<Finding> verify() {
        return new DeployRunner(context, step, work.deploy()).verify();
    }
}
