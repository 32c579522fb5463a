package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Finding.Verdict;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.journal.TableTally;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.playbook.Action;
import dev.pgplaybook.playbook.Call;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Standing;
import dev.pgplaybook.run.StepRunner;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.schema.SnapshotOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts the rows of a changing step's database before it and behind it, and takes the schema's fingerprint: rows that are lost without
 * a statement that says so stop the run before its next step.
 */
final class CountedRunner extends AroundRunner {

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Context context;
    private final Step step;
    private final Function<Step, List<String>> sent;
    private final Supplier<Optional<Snapshot>> seen;
    private Optional<Event.Tallied> before = Optional.empty();

    /**
     * @param sent what the step has sent, in all attempts at it
     * @param seen the schema behind the step, where its own verification has looked at it
     */
    CountedRunner(
            StepRunner inner,
            Context context,
            Step step,
            Function<Step, List<String>> sent,
            Supplier<Optional<Snapshot>> seen) {
        super(inner);
        this.context = context;
        this.step = step;
        this.sent = sent;
        this.seen = seen;
    }

    /** What counts is how it was before the first attempt. */
    @Override
    public Standing reconcile(Trail trail) {
        before = trail.before();
        return super.reconcile(trail);
    }

    @Override
    public void prepare() {
        if (before.isEmpty()) {
            before = tallied();
            before.ifPresent(recorder()::record);
        }
        super.prepare();
    }

    @Override
    public List<Finding> verify() {
        List<Finding> findings = new ArrayList<>(super.verify());
        before.ifPresent(then -> findings.addAll(losses(then)));
        fingerprint();
        return findings;
    }

    private List<Finding> losses(Event.Tallied then) {
        try (Session session = context.asking(step, LOOK)) {
            Losses losses = new Losses(
                    step.id(),
                    then.tables(),
                    now(),
                    sent.apply(step),
                    isExternal(),
                    Tally.isBusy(session, then.at()),
                    session);
            List<Event.TableCompared> lines = losses.compared();
            lines.forEach(recorder()::record);
            return findings(lines);
        } catch (ProblemException e) {
            return List.of(Finding.warned(
                    step.id() + ".rows-kept",
                    "no rows are lost",
                    "inconclusive: " + e.first().message()));
        }
    }

    /** What a request or a command does to the rows, no statement of ours says. */
    private boolean isExternal() {
        List<Action> actions = step.work() instanceof Work.Seed seed
                ? seed.actions()
                : step.work() instanceof Work.Act act ? List.of(act.action()) : List.of();
        return actions.stream().anyMatch(action -> !(action.call() instanceof Call.Sql));
    }

    private List<TableTally> now() {
        try (Session session = context.asking(step, LOOK)) {
            return Tally.of(session);
        }
    }

    private List<Finding> findings(List<Event.TableCompared> lines) {
        List<Finding> findings = new ArrayList<>();
        for (Event.TableCompared line : lines) {
            String id = "loss." + line.table().replaceAll("[^A-Za-z0-9_.-]", "_");
            String title = "nothing is lost of " + line.table();
            boolean accepted = context.accepted().contains(id);
            if (line.verdict() == Verdict.FAILED && !accepted) {
                findings.add(Finding.failed(id, title, line.told()));
            } else if (line.verdict() != Verdict.PASSED) {
                findings.add(Finding.warned(id, title, (accepted ? "accepted: " : "") + line.told()));
            }
        }
        if (!lines.isEmpty() && findings.isEmpty()) {
            findings.add(Finding.passed(
                    step.id() + ".rows-kept", "no rows are lost", Words.count(lines.size(), "table") + " compared"));
        }
        return findings;
    }

    private void fingerprint() {
        try {
            recorder().record(SchemaRecord.event(step.id(), seen.get().orElseGet(this::schemaNow)));
        } catch (ProblemException e) {
            recorder()
                    .record(new Event.Noted(
                            step.id(),
                            "the schema could not be read: " + e.first().message()));
        }
    }

    private Snapshot schemaNow() {
        try (Session session = context.reader(step)) {
            return Snapshot.take(session, SnapshotOptions.STANDARD);
        }
    }

    private Optional<Event.Tallied> tallied() {
        try (Session session = context.asking(step, LOOK)) {
            return Optional.of(new Event.Tallied(step.id(), Tally.now(session), Tally.of(session)));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private Recorder recorder() {
        return context.tools().recorder();
    }
}
