package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.HistoryLock;
import dev.pgplaybook.migration.HistoryRow;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.migration.MigrationStatus;
import dev.pgplaybook.migration.Resolve;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Standing;
import dev.pgplaybook.run.StepRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kind resolve: marks in the history what a person knows to be there, or not to be there, or what the schema shows. */
final class ResolveRunner implements StepRunner {

    private final Context context;
    private final Step step;
    private final Work.Resolve work;
    private Optional<Contents> contents = Optional.empty();

    ResolveRunner(Context context, Step step, Work.Resolve work) {
        this.context = context;
        this.step = step;
        this.work = work;
    }

    /** Its marks are one transaction, so that the history tells all. */
    @Override
    public Standing reconcile(Trail trail) {
        new Predecessors(context, step, trail).requireEnded();
        try (Session session = context.reader(step)) {
            HistoryTable table = table(session);
            History history = new History(context.migrations(), table.rows());
            boolean marked = notApplied(table, context.migrations()).isEmpty()
                    && work.rolledBack().stream()
                            .noneMatch(name -> history.rowsOf(name).stream().anyMatch(HistoryRow::isFailed));
            context.tools()
                    .recorder()
                    .record(new Event.Reconciled(
                            step.id(),
                            "the marks in the history",
                            marked ? "are there" : "are not there",
                            "the history"));
            return marked ? Standing.ALL : Standing.NOTHING;
        }
    }

    /** What is marked already is left alone, so that a step that was cut off can be taken again. */
    @Override
    public List<Finding> check() {
        List<Finding> findings = new ArrayList<>(lookedInto());
        try (Session session = context.reader(step)) {
            HistoryTable table = table(session);
            MigrationFolder folder = context.migrations();
            Resolve resolve = new Resolve(table);
            List<String> toApply = notApplied(table, folder);
            resolve.requireApplicable(folder, toApply);
            resolve.requireFailed(work.rolledBack());
            for (String name : wanted()) {
                findings.add(Finding.passed(
                        step.id() + ".history",
                        name + " can be marked as applied",
                        toApply.contains(name)
                                ? "it is in the folder and not in the history"
                                : "it is applied already"));
            }
            return findings;
        }
    }

    /** Bare commands go by what they are told, as Prisma's do, unless they are told to look. */
    private List<Finding> lookedInto() {
        if (work.infers()) {
            return looked().findings();
        } else if (context.playbook().isOfCommandLine() || work.applied().isEmpty()) {
            return List.of();
        }
        try {
            return looked().findings();
        } catch (ProblemException e) {
            return List.of(Finding.warned(
                    step.id() + ".facts",
                    "what is marked as applied is in the database",
                    "not shown: " + e.first().message()));
        }
    }

    private Contents looked() {
        Contents known = contents.orElseGet(() -> Contents.look(context, step, work));
        contents = Optional.of(known);
        return known;
    }

    /** What is to be marked as applied, whether or not it is already. */
    private List<String> wanted() {
        return work.infers() ? looked().marked() : work.applied();
    }

    @Override
    public Plan plan() {
        try (Session session = context.reader(step)) {
            HistoryTable table = table(session);
            List<Plan.Line> lines = new ArrayList<>();
            boolean isNew = !table.exists();
            if (isNew) {
                lines.add(Plan.Line.previewed("make the table _prisma_migrations"));
            }
            List<String> toApply = notApplied(table, context.migrations());
            for (String name : wanted()) {
                String facts = contents.map(known -> ": " + known.facts(name)).orElse("");
                lines.add(
                        toApply.contains(name)
                                ? Plan.Line.previewed("mark " + name + " as applied, without running it" + facts)
                                : Plan.Line.read(name + " is marked as applied already"));
            }
            work.rolledBack().forEach(name -> lines.add(Plan.Line.previewed("mark " + name + " as rolled back")));
            return new Plan(
                    lines, isNew || !toApply.isEmpty() || !work.rolledBack().isEmpty(), false);
        }
    }

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public Outcome execute() {
        StatementLog log = context.log(step);
        try (Session session = context.migrating(step, log);
                HistoryLock lock = HistoryLock.take(
                        session, context.tools().lockWait(), context.tools().progress())) {
            HistoryTable table = table(session);
            Resolve resolve = new Resolve(table);
            List<String> names = notApplied(table, context.migrations());
            requireAsLookedAt(session);
            try {
                session.begin();
                resolve.markApplied(context.migrations(), names);
                resolve.markRolledBack(work.rolledBack());
                noteMarks("applied", names);
                noteMarks("rolled back", work.rolledBack());
                log.committing(session);
                session.commit();
            } catch (ProblemException e) {
                session.rollback();
                throw e;
            }
            return new Outcome.Done(summary(names.size()));
        } catch (ProblemException e) {
            return new Outcome.Failed(e.first(), Stage.EXECUTE, Left.NOTHING);
        }
    }

    /** The evidence is of a schema that was looked at before the question; that it is still the same is seen under the lock. */
    private void requireAsLookedAt(Session session) {
        contents.filter(known -> !known.fingerprint()
                        .equals(Inspection.of(context).snapshot(session).fingerprint()))
                .ifPresent(known -> {
                    throw Problem.of(ProblemCode.PB221, "The schema has changed since it was looked at")
                            .hint("take the step again: what is there is looked at anew; nothing was changed")
                            .asException();
                });
    }

    @Override
    public List<Finding> verify() {
        try (Session session = context.reader(step)) {
            History history = new History(context.migrations(), table(session).rows());
            return wanted().stream().map(name -> finding(history, name)).toList();
        }
    }

    private Finding finding(History history, String name) {
        String id = step.id() + ".recorded";
        boolean applied = history.named(MigrationStatus.State.APPLIED).contains(name);
        return applied
                ? Finding.passed(id, name + " is recorded as applied", "its row is there")
                : Finding.failed(id, name + " is recorded as applied", "it has no finished row");
    }

    private List<String> notApplied(HistoryTable table, MigrationFolder folder) {
        List<String> applied = new History(folder, table.rows()).named(MigrationStatus.State.APPLIED);
        return wanted().stream().filter(name -> !applied.contains(name)).toList();
    }

    private String summary(int marked) {
        if (work.rolledBack().isEmpty()) {
            return marked == 0 ? "all were marked already" : marked + " marked as applied";
        }
        String rolledBack = work.rolledBack().size() + " marked as rolled back";
        return marked == 0 ? rolledBack : marked + " marked as applied, " + rolledBack;
    }

    private HistoryTable table(Session session) {
        return new HistoryTable(session, context.tools().clock());
    }

    private void noteMarks(String as, List<String> names) {
        if (!names.isEmpty()) {
            note("marks as " + as + ": " + String.join(", ", names));
        }
    }

    private void note(String text) {
        context.tools().recorder().record(new Event.Noted(step.id(), text));
    }
}
