package dev.pgplaybook.run;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.journal.Trail;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.progress.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes steps one after the other, until one does not let the walk go on. */
public final class Walk {

    private final Recorder recorder;
    private final Engine engine;
    private final Function<Step, StepRunner> runners;
    private final Function<Step, Optional<Trail>> trails;
    private final Cancellation cancellation;
    private final boolean rehearsal;

    /** @param trails what is on record of a step that was begun before and did not come to a good end */
    public Walk(
            Recorder recorder,
            Engine engine,
            Function<Step, StepRunner> runners,
            Function<Step, Optional<Trail>> trails,
            Cancellation cancellation,
            boolean rehearsal) {
        this.recorder = recorder;
        this.engine = engine;
        this.runners = runners;
        this.trails = trails;
        this.cancellation = cancellation;
        this.rehearsal = rehearsal;
    }

    /**
     * Walks the steps in order.
     *
     * @param stopAfter the id of the last step to take now; the run can go on behind it later
     * @param wholeRun whether nothing is left to do when the last of the steps is done
     */
    public Result go(List<Step> steps, Optional<String> stopAfter, boolean wholeRun) {
        for (Step step : steps) {
            if (cancellation.requested()) {
                return pause("interrupted before " + step.id());
            }
            Outcome outcome = engine.walk(step, runners.apply(step), trails.apply(step));
            if (!outcome.goesOn()) {
                return end(outcome);
            }
            boolean last = step.id().equals(steps.get(steps.size() - 1).id());
            if (stopAfter.filter(step.id()::equals).isPresent() && !(last && wholeRun)) {
                return pause("asked to stop after " + step.id());
            }
        }
        if (!wholeRun) {
            return pause("the steps that were asked for are done, others are left");
        }
        recorder.record(new Event.RunFinished("passed", 0));
        recorder.sync();
        return new Result.Passed();
    }

    /** A failed or declined run has an end that is recorded, and yet can be gone on with from that step. */
    private Result end(Outcome outcome) {
        Result result = outcome instanceof Outcome.Failed failed ? new Result.Failed(failed) : new Result.Declined();
        String word = cancellation.requested() ? "interrupted" : outcome.word();
        recorder.record(new Event.RunFinished(word, result.exit(rehearsal)));
        recorder.sync();
        return result;
    }

    private Result pause(String reason) {
        recorder.record(new Event.RunPaused(reason));
        recorder.sync();
        return new Result.Paused(reason);
    }
}
