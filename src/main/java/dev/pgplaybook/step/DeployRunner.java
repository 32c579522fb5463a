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
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFailedException;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Standing;
import dev.pgplaybook.run.StepRunner;
import dev.pgplaybook.schema.Snapshot;
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
    private final PendingMigrations pending;
    private final RowChecks rows;
    private final HazardChecks hazards;
    private final DeployRecord record;
    private @Nullable Session connected;
    private @Nullable SchemaPromise promise;
    private List<String> applied = List.of();

    DeployRunner(Context context, Step step, Work.Deploy work) {
        this.context = context;
        this.step = step;
        this.work = work;
        this.pending = new PendingMigrations(context, step, work);
        this.record = new DeployRecord(context, step);
        this.rows = new RowChecks(context, step);
        this.hazards = new HazardChecks(context, step, pending.model());
    }

    @Override
    public Standing reconcile(Trail trail) {
        new Predecessors(context, step, trail).requireEnded();
        pending.goOnWith(new DeployContinuation(context, step, pending.folder(), trail).begun());
        try (Session session = context.reader(step)) {
            History history = pending.history(session);
            List<String> names = history.pending().stream().map(Migration::name).toList();
            if (history.failed().isEmpty()
                    && names.isEmpty()
                    && pending.table(session).exists()) {
                return Standing.ALL;
            }
            boolean untouched = pending.begun().stream().noneMatch(Begun::partly)
                    && work.expect().map(names::containsAll).orElse(true);
            return untouched ? Standing.NOTHING : Standing.PART;
        }
    }

    @Override
    public List<Finding> check() {
        try (Session session = context.reader(step)) {
            String id = step.id() + ".pending";
            if (pending.isNothingExpectedLeft(session)) {
                return List.of(
                        Finding.passed(id, "what is pending is what was expected", "all of it is applied already"));
            }
            List<Migration> migrations = pending.of(session);
            List<Finding> findings = new ArrayList<>();
            for (Begun migration : pending.begun()) {
                findings.add(Finding.passed(
                        step.id() + ".continued",
                        migration.migration() + " can be gone on with",
                        Words.count(pending.left(session, migration).size(), "statement") + " left"));
            }
            findings.add(Finding.passed(id, "what is pending is what was expected", names(migrations)));
            scripts(migrations).ifPresent(findings::add);
            pending.folder()
                    .warnings()
                    .forEach(warning -> findings.add(
                            Finding.warned(step.id() + ".folder", "the migrations folder is as expected", warning)));
            pending.history(session)
                    .edited()
                    .forEach(name -> findings.add(Finding.warned(
                            step.id() + ".edited", name + " is as it was applied", "its file was edited since")));
            findings.addAll(rows.findings(session, migrations));
            findings.addAll(hazards.findings(migrations));
            return findings;
        }
    }

    /** A playbook is not begun where it is known that it cannot be walked to its end; a bare command goes as far as it can. */
    private Optional<Finding> scripts(List<Migration> migrations) {
        List<Migration> without =
                migrations.stream().filter(migration -> !migration.hasScript()).toList();
        return asPrisma() || without.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.failed(
                        step.id() + ".scripts",
                        "every pending migration has a migration.sql",
                        "there is none in " + names(without)));
    }

    @Override
    public Plan plan() {
        try (Session session = context.reader(step)) {
            if (pending.isNothingExpectedLeft(session)) {
                return Plan.nothing("nothing is pending");
            }
            List<Migration> migrations = pending.toPlan(session);
            if (migrations.isEmpty() && pending.begun().isEmpty()) {
                return Plan.nothing("nothing is pending");
            }
            DeployPlan plan = new DeployPlan(
                    pending.model(), asPrisma(), asPrisma() && !context.ground().isProtected(), traces());
            List<DeployPlan.Rest> rests = pending.begun().stream()
                    .map(b -> new DeployPlan.Rest(b.migration(), pending.left(session, b)))
                    .toList();
            return hazards.into(rows.into(plan.of(rests, migrations), session, migrations), migrations);
        }
    }

    /** A rehearsal is about to see for itself. */
    private LastTraces traces() {
        return context.ground().sandbox() || asPrisma()
                ? LastTraces.none()
                : LastTraces.of(context.playbook().directory());
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
            if (pending.isNothingExpectedLeft(session)) {
                return new Outcome.Done("nothing was pending");
            }
            // A bare command is as quick as Prisma's; what was begun before is not what a schema can be held against.
            promise = asPrisma() || !pending.begun().isEmpty() ? null : SchemaPromise.before(context, step);
            for (Begun migration : pending.begun()) {
                goOn(session, migration);
            }
            List<Migration> done = apply(session);
            applied = done.stream().map(Migration::name).toList();
            int all = done.size() + pending.begun().size();
            return new Outcome.Done(all == 0 ? "nothing was pending" : all + " applied");
        } catch (MigrationFailedException e) {
            return failed(e.first(), left(e.effect(), record.applied()));
        } catch (ProblemException e) {
            return failed(e.first(), record.applied() > 0 ? Left.SOMETHING : Left.NOTHING);
        }
    }

    private List<Migration> apply(Session session) {
        Deployment deployment = pending.deployment(session);
        return context.tracing() != Tracing.NONE
                ? TracedStatements.of(
                        context.tracing(), pending.model(), session, record, () -> apply(session, deployment))
                : apply(session, deployment);
    }

    private List<Migration> apply(Session session, Deployment deployment) {
        return deployment.apply(
                pending.expected(session),
                context.tools().lockWait(),
                context.tools().progress(),
                record);
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
            History history = pending.history(session);
            String id = step.id() + ".history";
            String title = "every migration is recorded as applied";
            List<String> names = history.pending().stream().map(Migration::name).toList();
            List<String> open = new ArrayList<>(names);
            open.retainAll(work.expect().orElse(List.of()));
            history.failed().forEach(row -> open.add(row.name()));
            if (!open.isEmpty()) {
                return List.of(Finding.failed(id, title, "not applied: " + open));
            }
            return List.of(
                    names.isEmpty()
                            ? Finding.passed(id, title, names(history.folder().migrations()))
                            : Finding.warned(id, title, "the history has no row of " + names + " any more"));
        }
    }

    private void goOn(Session session, Begun migration) {
        pending.deployment(session)
                .resume(
                        migration.migration(),
                        migration.taken(),
                        context.tools().lockWait(),
                        context.tools().progress(),
                        record);
    }

    private boolean asPrisma() {
        return context.playbook().isOfCommandLine();
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
