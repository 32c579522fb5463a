package dev.pgplaybook.run;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.StepKind;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes one step through its life: checks, plan, consent, execute, verify; each recorded as it happens. */
public final class Engine {

    private final Recorder recorder;
    private final Operator operator;
    private final Proposal.Stake stake;
    private final boolean asks;

    /** How long the operator took to answer, in nanoseconds: a step's time is the machine's. */
    private long thinking;

    /**
     * Makes an engine for one walk.
     *
     * @param asks whether the operator is asked at all; a rehearsal agrees to everything
     */
    public Engine(Recorder recorder, Operator operator, Proposal.Stake stake, boolean asks) {
        this.recorder = recorder;
        this.operator = operator;
        this.stake = stake;
        this.asks = asks;
    }

    /** Walks a step that was never begun. */
    public Outcome walk(Step step, StepRunner runner) {
        return walk(step, runner, Optional.empty());
    }

    /**
     * Walks the step, and never throws but for a fault of ours: what goes wrong is its outcome.
     *
     * @param begun what is on record of it, where it was begun before and did not come to a good end
     */
    public Outcome walk(Step step, StepRunner runner, Optional<Trail> begun) {
        thinking = 0;
        long start = System.nanoTime();
        recorder.record(new Event.StepReached(step.id()));
        Outcome outcome = begun.isEmpty() ? life(step, runner) : again(step, runner, begun.get());
        long millis = (System.nanoTime() - start - thinking) / 1_000_000;
        recorder.record(new Event.StepFinished(step.id(), outcome, millis));
        recorder.sync();
        return outcome;
    }

    /**
     * Records what a step would do, changing nothing: a dry run.
     *
     * @param restsOnOthers whether steps before it would have come first: then what it finds missing may only be missing yet
     * @return whether the step could begin now
     */
    public boolean preview(Step step, StepRunner runner, boolean restsOnOthers) {
        recorder.record(new Event.StepReached(step.id()));
        List<Finding> findings = new ArrayList<>();
        try {
            findings.addAll(runner.check());
        } catch (ProblemException e) {
            findings.add(Finding.failed(
                    step.id() + ".check", "the step can begin", e.first().message()));
        }
        record(
                step,
                true,
                findings.stream().map(f -> restsOnOthers ? notYet(f) : f).toList());
        recorder.record(new Event.Planned(step.id(), plan(runner)));
        return findings.stream().noneMatch(Finding::isFailed);
    }

    private static Finding notYet(Finding finding) {
        return finding.isFailed()
                ? Finding.warned(finding.id(), finding.title(), "not yet, and steps come before it: " + finding.said())
                : finding;
    }

    private static Plan plan(StepRunner runner) {
        try {
            return runner.plan();
        } catch (ProblemException e) {
            return new Plan(List.of(Plan.Line.notPreviewable(e.first().message())), true, false);
        }
    }

    private Outcome life(Step step, StepRunner runner) {
        return beforeExecution(step, runner).orElseGet(() -> execution(step, runner));
    }

    /** Nothing is done twice: what has taken effect is found out first. */
    private Outcome again(Step step, StepRunner runner, Trail trail) {
        Standing standing;
        try {
            standing = runner.reconcile(trail);
        } catch (UndecidedException e) {
            return new Outcome.Declined(e.reason());
        } catch (ProblemException e) {
            return new Outcome.Failed(e.first(), Stage.CHECK, Left.UNKNOWN);
        }
        return standing == Standing.ALL
                ? verified(step, runner, new Outcome.Done("had taken effect already"))
                : life(step, runner);
    }

    /** Checks, plan and consent; gives the outcome when the step ends there. */
    private Optional<Outcome> beforeExecution(Step step, StepRunner runner) {
        try {
            List<Finding> findings = runner.check();
            record(step, true, findings);
            Optional<Problem> refusal = refusal(ProblemCode.PB501, step, findings, "nothing was changed");
            if (refusal.isPresent()) {
                return Optional.of(new Outcome.Failed(refusal.get(), Stage.CHECK, Left.NOTHING));
            }
            Plan plan = runner.plan();
            recorder.record(new Event.Planned(step.id(), plan));
            return refused(step, plan);
        } catch (ProblemException e) {
            return Optional.of(new Outcome.Failed(e.first(), Stage.CHECK, Left.NOTHING));
        }
    }

    private Optional<Outcome> refused(Step step, Plan plan) {
        if (!asks || step.kind() == StepKind.CHECK) {
            return Optional.empty();
        }
        Optional<String> typed =
                stake.isProtected() && plan.changes() ? Optional.of(stake.database()) : Optional.empty();
        long asked = System.nanoTime();
        Consent consent = operator.consent(new Proposal(step, plan, stake, typed));
        thinking = System.nanoTime() - asked;
        recorder.record(new Event.Answered(step.id(), "go ahead?", answer(consent)));
        if (consent instanceof Consent.Skip skip) {
            return Optional.of(new Outcome.Skipped(skip.reason()));
        }
        return consent instanceof Consent.No
                ? Optional.of(new Outcome.Declined("the operator said no"))
                : Optional.empty();
    }

    private static String answer(Consent consent) {
        return consent instanceof Consent.Skip ? "skip" : consent instanceof Consent.No ? "no" : "yes";
    }

    private Outcome execution(Step step, StepRunner runner) {
        recorder.record(new Event.StepStarted(step.id()));
        Runnable onDisk = recorder.syncing();
        runner.prepare();
        onDisk.run();
        Outcome outcome;
        try {
            outcome = runner.execute();
        } catch (ProblemException e) {
            return new Outcome.Failed(e.first(), Stage.EXECUTE, Left.UNKNOWN);
        }
        return outcome instanceof Outcome.Done ? verified(step, runner, outcome) : outcome;
    }

    private Outcome verified(Step step, StepRunner runner, Outcome done) {
        try {
            List<Finding> findings = runner.verify();
            record(step, false, findings);
            return refusal(ProblemCode.PB502, step, findings, "what the step did is in place")
                    .<Outcome>map(problem -> new Outcome.Failed(problem, Stage.VERIFY, Left.SOMETHING))
                    .orElse(done);
        } catch (ProblemException e) {
            return new Outcome.Failed(e.first(), Stage.VERIFY, Left.SOMETHING);
        }
    }

    private void record(Step step, boolean before, List<Finding> findings) {
        findings.forEach(finding -> recorder.record(new Event.Checked(step.id(), before, finding)));
    }

    private static Optional<Problem> refusal(ProblemCode code, Step step, List<Finding> findings, String state) {
        List<Finding> failed = findings.stream().filter(Finding::isFailed).toList();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        Finding first = failed.get(0);
        String others = failed.size() > 1 ? " (and " + (failed.size() - 1) + " more)" : "";
        return Optional.of(
                Problem.of(code, step.id() + ": " + first.title() + ": " + first.said() + others + "; " + state)
                        .at(step.at())
                        .hint("the check's id is " + first.id()));
    }
}
