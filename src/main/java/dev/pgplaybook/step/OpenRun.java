package dev.pgplaybook.step;

import dev.pgplaybook.journal.Broadcast;
import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Head;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.journal.RunState.StepState;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.run.Contract;
import dev.pgplaybook.run.Engine;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.run.StepRunner;
import dev.pgplaybook.run.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A run while it is walked: its journal is open and locked, its place is there, and it can go on step by step. */
public final class OpenRun implements AutoCloseable {

    private final Order order;
    private final Equipment equipment;
    private final RunDirectory directory;
    private final Journal journal;
    private final Recorder recorder;
    private final Site site;
    private final Optional<Ledger> ledger;

    private final Optional<Replay> replay;

    /** What the walk is held against; decided before its first step. */
    private Optional<Contract> contract = Optional.empty();

    private final LastFingerprint fingerprint = new LastFingerprint();
    private final FirstChange firstChange = new FirstChange();
    private final Cancellation.Registration syncing;

    OpenRun(
            Order order,
            Equipment equipment,
            RunDirectory directory,
            Journal journal,
            Site site,
            Optional<Replay> replay) {
        this.replay = replay;
        this.order = order;
        this.equipment = equipment;
        this.directory = directory;
        this.journal = journal;
        this.ledger = Optional.of(new Ledger(site.ground().url(), directory.id(), journal, equipment))
                .filter(kept ->
                        order.playbook().recordsInTarget() && !site.ground().sandbox());
        List<Recorder> recorders = new ArrayList<>(List.of(journal));
        ledger.ifPresent(recorders::add);
        recorders.add(equipment.screen());
        recorders.add(fingerprint);
        this.recorder = new Broadcast(recorders);
        this.site = site;
        this.syncing = equipment.cleanup().register(journal::sync);
    }

    /**
     * Begins a run: its record first, then its place.
     *
     * @throws ProblemException when there is no such place; the record says so
     */
    public static OpenRun begin(Order order, Equipment equipment) {
        return Opening.ofNew(order, equipment).begin(Optional.empty());
    }

    /**
     * Begins to walk a recorded run again.
     *
     * @throws ProblemException PB525 as well, where the place is not as it was and nobody accepts that
     */
    public static OpenRun replay(Order order, Replay replay, Equipment equipment) {
        Equipment answering = equipment.answeredBy(replay.answering(equipment.operator()));
        return Opening.ofNew(order, answering).begin(Optional.of(replay));
    }

    /**
     * Goes on with a run that was stopped, declined, failed or cut off, on the same server.
     *
     * @throws ProblemException PB411 when it is another server now, PB514 when the run cannot go on, PB523 when its record was changed
     */
    public static OpenRun goOn(Order order, RunDirectory directory, Equipment equipment) {
        return Opening.of(order, directory, equipment).goOn();
    }

    /** Finds what the walk is held against; nothing where it changes nothing, or is a single command. */
    void setOut() {
        boolean changes = order.steps().stream().anyMatch(step -> Runners.changesTarget(step.kind()));
        if (order.playbook().isOfCommandLine() || !changes) {
            return;
        }
        List<Event.MigrationFile> files = folder().map(Changes::files).orElse(List.of());
        contract = new SettingOut(order, equipment, directory, journal, recorder, site, files)
                .contract(context(Optional.empty()), replay);
    }

    public RunDirectory directory() {
        return directory;
    }

    public Order order() {
        return order;
    }

    public Ground ground() {
        return site.ground();
    }

    /** The sandbox that the run walks on, which goes with the run unless it is kept; empty on a server. */
    public Optional<PreparedSandbox> sandbox() {
        return site.sandbox();
    }

    public RunState state() {
        return journal.state();
    }

    /** What stands for the run's record; final once the run is closed. */
    public Head head() {
        return journal.head();
    }

    /** Walks what is left of the run, from the first step without an end that lets it go on. */
    public Result walk(Optional<String> stopAfter) {
        return walk().go(left(), stopAfter, true);
    }

    /** Walks the next step alone. */
    public Result step() {
        List<Step> left = left();
        return walk().go(left.subList(0, Math.min(1, left.size())), Optional.empty(), left.size() <= 1);
    }

    /** With the migrations as they are read now: an operator may have mended one since the last walk. */
    private Walk walk() {
        Context context = context(folder());
        boolean asks = order.manner() == Order.Manner.GUIDED || replay.isPresent();
        Runners runners = new Runners(context, order.manner(), firstChange, this::sent);
        return new Walk(
                recorder,
                new Engine(recorder, equipment.operator(), site.ground().stake(), asks),
                step -> held(runners.runner(step), context, step),
                this::trail,
                equipment.cancellation(),
                order.manner() == Order.Manner.REHEARSAL);
    }

    /** Walks a replay; where a step is not as it was, and somebody accepts that, it goes on with it. */
    public Result walkAgain() {
        Replay again = replay.orElseThrow();
        Result result = walk(Optional.empty());
        Set<String> seen = new HashSet<>();
        while (result instanceof Result.Failed failed
                && failed.outcome().problem().code() == ProblemCode.PB525
                && !left().isEmpty()) {
            String step = left().get(0).id();
            Problem problem = failed.outcome().problem();
            if (!seen.add(problem.message())
                    || !Replay.isAccepted(step + ".difference", problem, equipment.operator())) {
                return result;
            }
            recorder.record(new Event.Answered(step, problem.message(), "accept"));
            again.contract().accept(step, differences(problem));
            recorder.record(new Event.RunContinued(equipment.version(), equipment.by()));
            result = walk(Optional.empty());
        }
        return result;
    }

    private static List<String> differences(Problem problem) {
        String message = problem.message();
        String said = message.substring(message.indexOf(": ") + 2);
        return List.of(said.split("; "));
    }

    private StepRunner held(StepRunner runner, Context context, Step step) {
        return replay.<StepRunner>map(
                        again -> new HeldRunner(runner, context, step, again.contract(), fingerprint::seen))
                .orElse(runner);
    }

    private Context context(Optional<MigrationFolder> folder) {
        Tools tools = equipment.tools(recorder, ledger, contract, equipment.operator(), directory.id());
        return new Context(order.playbook(), site.variables(), site.ground(), tools, folder);
    }

    /** A playbook's migrations are read once a walk, so that what was agreed to is what is run; and their change is shown. */
    private Optional<MigrationFolder> folder() {
        boolean needed = order.steps().stream().anyMatch(step -> step.kind().needsMigrations());
        if (order.folder().isPresent() || order.playbook().isOfCommandLine() || !needed) {
            return order.folder();
        }
        Optional<MigrationFolder> folder = order.playbook().migrations().map(MigrationFolder::read);
        folder.map(Changes::files).ifPresent(files -> {
            if (Return.requireMigrations(files, journal, equipment)) {
                recorder.record(new Event.MigrationsRead(files));
            }
        });
        return folder;
    }

    private List<String> sent(Step step) {
        return journal.recorded().stream()
                .map(Entry::event)
                .filter(event ->
                        event instanceof Event.StatementStarted e && e.step().equals(step.id()))
                .map(event -> ((Event.StatementStarted) event).sql())
                .toList();
    }

    /** What is on record of a step that was begun and has no end that lets the run go on. */
    private Optional<Trail> trail(Step step) {
        StepState state = journal.state().steps().get(step.id());
        if (state == null
                || !state.started()
                || state.outcome().map(Outcome::goesOn).orElse(false)) {
            return Optional.empty();
        }
        return Trail.of(journal.recorded(), step.id());
    }

    /** Leaves the next step out, with a reason for the record. */
    public Result skip(String reason) {
        Step next = left().get(0);
        trail(next).ifPresent(trail -> new Predecessors(context(order.folder()), next, trail).requireEnded());
        String step = next.id();
        recorder.record(new Event.StepFinished(step, new Outcome.Skipped(reason), 0));
        boolean last = left().isEmpty();
        recorder.record(last ? new Event.RunFinished("passed", 0) : new Event.RunPaused("skipped " + step));
        recorder.sync();
        return last ? new Result.Passed() : new Result.Paused("skipped " + step);
    }

    /** The steps that the run has still to take. */
    public List<Step> left() {
        List<String> open = state().stepList().stream()
                .filter(step -> !step.outcome().map(Outcome::goesOn).orElse(false))
                .map(StepState::id)
                .toList();
        return order.steps().stream().filter(step -> open.contains(step.id())).toList();
    }

    @Override
    public void close() {
        syncing.close();
        if (!site.ground().services().isEmpty()) {
            recorder.record(new Event.ServicesStopped());
        }
        equipment.readers().close();
        site.close();
        journal.close();
    }
}
