package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFailedException;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.MigrationStatus;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Standing;
import dev.pgplaybook.run.StepRunner;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.step.DeployContinuation.Begun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kind deploy: applies what is pending, and nothing but what was expected to be. */
final class DeployRunner implements StepRunner {

    private final Context context;
    private final Step step;
    private final Work.Deploy work;
    private final RowChecks rows;
    private final HazardChecks hazards;
    private final DeployRecord record;
    private @Nullable Session connected;
    private @Nullable MigrationFolder folder;
    private @Nullable SchemaPromise promise;
    private List<String> applied = List.of();

    /** What a deploy that was cut off has begun, and is gone on with. */
    private List<Begun> begun = List.of();

    /** Whether it was cut off: then what it has applied already is not pending any more. */
    private boolean again;

    DeployRunner(Context context, Step step, Work.Deploy work) {
        this.context = context;
        this.step = step;
        this.work = work;
        this.record = new DeployRecord(context, step);
        this.rows = new RowChecks(context, step);
        this.hazards = new HazardChecks(context, step, model());
    }

    @Override
    public Standing reconcile(Trail trail) {
        new Predecessors(context, step, trail).requireEnded();
        again = true;
        begun = new DeployContinuation(context, step, folder(), trail).begun();
        try (Session session = context.reader(step)) {
            History history = new History(folder(), table(session).rows());
            List<String> pending =
                    history.pending().stream().map(Migration::name).toList();
            if (history.failed().isEmpty()
                    && pending.isEmpty()
                    && table(session).exists()) {
                return Standing.ALL;
            }
            boolean untouched = begun.stream().noneMatch(Begun::partly)
                    && work.expect().map(pending::containsAll).orElse(true);
            return untouched ? Standing.NOTHING : Standing.PART;
        }
    }

    @Override
    public List<Finding> check() {
        MigrationFolder folder = folder();
        try (Session session = context.reader(step)) {
            String id = step.id() + ".pending";
            if (nothingExpectedIsLeft(session, folder)) {
                return List.of(
                        Finding.passed(id, "what is pending is what was expected", "all of it is applied already"));
            }
            List<Migration> pending = pending(session, folder);
            List<Finding> findings = new ArrayList<>();
            for (Begun migration : begun) {
                findings.add(Finding.passed(
                        step.id() + ".continued",
                        migration.migration() + " can be gone on with",
                        Words.count(left(session, migration).size(), "statement") + " left"));
            }
            findings.add(Finding.passed(id, "what is pending is what was expected", names(pending)));
            scripts(pending).ifPresent(findings::add);
            folder.warnings()
                    .forEach(warning -> findings.add(
                            Finding.warned(step.id() + ".folder", "the migrations folder is as expected", warning)));
            edited(session, folder)
                    .forEach(name -> findings.add(Finding.warned(
                            step.id() + ".edited", name + " is as it was applied", "its file was edited since")));
            findings.addAll(rows.findings(session, pending));
            findings.addAll(hazards.findings(pending));
            return findings;
        }
    }

    /** A playbook is not begun where it is known that it cannot be walked to its end; a bare command goes as far as it can. */
    private Optional<Finding> scripts(List<Migration> pending) {
        List<Migration> without =
                pending.stream().filter(migration -> !migration.hasScript()).toList();
        return asPrisma() || without.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.failed(
                        step.id() + ".scripts",
                        "every pending migration has a migration.sql",
                        "there is none in " + names(without)));
    }

    @Override
    public Plan plan() {
        MigrationFolder folder = folder();
        try (Session session = context.reader(step)) {
            if (nothingExpectedIsLeft(session, folder)) {
                return Plan.nothing("nothing is pending");
            }
            List<Migration> pending = toPlan(session, folder);
            if (pending.isEmpty() && begun.isEmpty()) {
                return Plan.nothing("nothing is pending");
            }
            DeployPlan plan = new DeployPlan(
                    model(), asPrisma(), asPrisma() && !context.ground().isProtected(), traces());
            List<DeployPlan.Rest> rests = begun.stream()
                    .map(b -> new DeployPlan.Rest(b.migration(), left(session, b)))
                    .toList();
            return hazards.into(rows.into(plan.of(rests, pending), session, pending), pending);
        }
    }

    /** A rehearsal is about to see for itself. */
    private LastTraces traces() {
        return context.ground().sandbox() || asPrisma()
                ? LastTraces.none()
                : LastTraces.of(context.playbook().directory());
    }

    /** What is pending; where the history does not say yet, since a step before this one resolves it, what is expected to be. */
    private List<Migration> toPlan(Session session, MigrationFolder folder) {
        try {
            return pending(session, folder);
        } catch (ProblemException e) {
            List<String> expected = work.expect().orElseThrow(() -> e);
            return folder.migrations().stream()
                    .filter(m -> expected.contains(m.name()) && m.hasScript())
                    .toList();
        }
    }

    /** To connect takes about as long as the disk; where it fails, it is tried again and told by {@link #execute}. */
    @Override
    public void prepare() {
        try {
            connected = context.migrating(step, record.log());
        } catch (ProblemException e) {
            connected = null;
        }
    }

    private Session connect() {
        Session ready = connected;
        connected = null;
        return ready == null ? context.migrating(step, record.log()) : ready;
    }

    @Override
    public Outcome execute() {
        try (Session session = connect()) {
            MigrationFolder folder = folder();
            if (nothingExpectedIsLeft(session, folder)) {
                return new Outcome.Done("nothing was pending");
            }
            // A bare command is as quick as Prisma's; what was begun before is not what a schema can be held against.
            promise = asPrisma() || !begun.isEmpty() ? null : SchemaPromise.before(context, step);
            for (Begun migration : begun) {
                goOn(session, migration);
            }
            List<Migration> done = apply(session, folder);
            applied = done.stream().map(Migration::name).toList();
            int all = done.size() + begun.size();
            return new Outcome.Done(all == 0 ? "nothing was pending" : all + " applied");
        } catch (MigrationFailedException e) {
            return failed(e.first(), left(e.effect(), record.applied()));
        } catch (ProblemException e) {
            return failed(e.first(), record.applied() > 0 ? Left.SOMETHING : Left.NOTHING);
        }
    }

    private List<Migration> apply(Session session, MigrationFolder folder) {
        Deployment deployment = deployment(session, folder);
        return context.tracing() != Tracing.NONE
                ? TracedStatements.of(context.tracing(), model(), session, record, () -> apply(session, deployment))
                : apply(session, deployment);
    }

    private List<Migration> apply(Session session, Deployment deployment) {
        return deployment.apply(
                expected(session), context.tools().lockWait(), context.tools().progress(), record);
    }

    @Override
    public List<Finding> verify() {
        List<Finding> findings = new ArrayList<>(recorded());
        SchemaPromise promised = promise;
        if (promised != null && !applied.isEmpty()) {
            findings.addAll(promised.findings(applied));
        }
        return findings;
    }

    /** The schema behind the step, where its verification has looked at it. */
    Optional<Snapshot> schemaBehind() {
        return Optional.ofNullable(promise).flatMap(SchemaPromise::after);
    }

    /** A migration may take rows of earlier ones out of the history, as one does that squashes them; those are pending again. */
    private List<Finding> recorded() {
        try (Session session = context.reader(step)) {
            History history = new History(folder(), table(session).rows());
            String id = step.id() + ".history";
            String title = "every migration is recorded as applied";
            List<String> pending =
                    history.pending().stream().map(Migration::name).toList();
            List<String> open = new ArrayList<>(pending);
            open.retainAll(work.expect().orElse(List.of()));
            history.failed().forEach(row -> open.add(row.name()));
            if (!open.isEmpty()) {
                return List.of(Finding.failed(id, title, "not applied: " + open));
            }
            return List.of(
                    pending.isEmpty()
                            ? Finding.passed(id, title, names(history.folder().migrations()))
                            : Finding.warned(id, title, "the history has no row of " + pending + " any more"));
        }
    }

    /** Read when the step is reached, and not again: what was shown is what is run. */
    private MigrationFolder folder() {
        MigrationFolder read = folder;
        if (read == null) {
            read = context.migrations();
            folder = read;
        }
        return read;
    }

    /** A step that was cut off behind its last COMMIT has nothing left to do, which is not the same as an unexpected history. */
    private boolean nothingExpectedIsLeft(Session session, MigrationFolder folder) {
        if (work.expect().isEmpty() || !table(session).exists()) {
            return false;
        }
        History history = new History(folder, table(session).rows());
        List<String> applied = history.statuses().stream()
                .filter(s -> s.state() == MigrationStatus.State.APPLIED)
                .map(MigrationStatus::name)
                .toList();
        return history.pending().isEmpty()
                && history.failed().isEmpty()
                && applied.containsAll(work.expect().orElseThrow());
    }

    private List<String> edited(Session session, MigrationFolder folder) {
        return new History(folder, table(session).rows()).edited();
    }

    private List<Migration> pending(Session session, MigrationFolder folder) {
        Deployment deployment = deployment(session, folder);
        return begun.isEmpty()
                ? deployment.pendingOnceSettled(
                        expected(session),
                        context.tools().lockWait(),
                        context.tools().progress())
                : deployment.pending(
                        expected(session), begun.stream().map(Begun::migration).toList());
    }

    /** What is expected to be pending: of a step that was cut off, without what it has applied and what it has begun. */
    private Optional<List<String>> expected(Session session) {
        if (!again) {
            return work.expect();
        }
        List<String> pending = new History(folder(), table(session).rows())
                .pending().stream().map(Migration::name).toList();
        return work.expect()
                .map(names -> names.stream().filter(pending::contains).toList());
    }

    private List<Statement> left(Session session, Begun migration) {
        return deployment(session, folder()).left(migration.migration(), migration.taken());
    }

    private void goOn(Session session, Begun migration) {
        deployment(session, folder())
                .resume(
                        migration.migration(),
                        migration.taken(),
                        context.tools().lockWait(),
                        context.tools().progress(),
                        record);
    }

    private Deployment deployment(Session session, MigrationFolder folder) {
        boolean probed = context.tracing() == Tracing.PROBE;
        return new Deployment(
                session, folder, context.tools().clock(), DeployBounds.of(model(), step.limits(), probed));
    }

    private boolean asPrisma() {
        return context.playbook().isOfCommandLine();
    }

    private ExecutionModel model() {
        return work.execution().or(() -> context.playbook().execution()).orElse(ExecutionModel.TRANSACTION);
    }

    private HistoryTable table(Session session) {
        return new HistoryTable(session, context.tools().clock());
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
