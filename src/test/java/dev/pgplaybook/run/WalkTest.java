package dev.pgplaybook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.testing.ScriptedOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WalkTest {

    private static final List<Step> STEPS = List.of(Diary.step("a"), Diary.step("b"), Diary.step("c"));

    private final Diary diary = new Diary();
    private final ScriptedOperator operator = new ScriptedOperator();
    private final Cancellation cancellation = new Cancellation();
    private final List<String> reached = new ArrayList<>();

    @Test
    void passesWhenEveryStepIsDone() {
        Result result = walk(false, step -> new TestRunner()).go(STEPS, Optional.empty(), true);

        assertThat(result).isEqualTo(new Result.Passed());
        assertThat(reached).containsExactly("a", "b", "c");
        assertThat(diary.end()).isEqualTo(new Event.RunFinished("passed", 0));
        assertThat(diary.lines).endsWith("RunFinished", "sync");
    }

    @Test
    void stopsAtAStepThatFailed() {
        Result result = walk(false, step -> step.id().equals("b") ? failing(Left.NOTHING) : new TestRunner())
                .go(STEPS, Optional.empty(), true);

        assertThat(result.exit(false)).isEqualTo(1);
        assertThat(reached).containsExactly("a", "b");
        assertThat(diary.end()).isEqualTo(new Event.RunFinished("failed", 1));
        assertThat(diary.lines).endsWith("RunFinished", "sync");
    }

    @Test
    void recordsTheExitStatusThatTheProcessGives() {
        walk(false, step -> failing(Left.SOMETHING)).go(STEPS, Optional.empty(), true);
        assertThat(diary.end().exit()).isEqualTo(6);

        walk(true, step -> failing(Left.SOMETHING)).go(STEPS, Optional.empty(), true);
        assertThat(diary.end().exit()).isEqualTo(1);
    }

    @Test
    void stopsWhereTheOperatorSaysNo() {
        operator.says(new Consent.Yes(), new Consent.No());

        Result result = asking(step -> new TestRunner()).go(STEPS, Optional.empty(), true);

        assertThat(result).isEqualTo(new Result.Declined());
        assertThat(reached).containsExactly("a", "b");
        assertThat(diary.end()).isEqualTo(new Event.RunFinished("declined", 3));
    }

    @Test
    void goesOnOverASkippedStep() {
        operator.says(new Consent.Yes(), new Consent.Skip("not today"), new Consent.Yes());

        Result result = asking(step -> new TestRunner()).go(STEPS, Optional.empty(), true);

        assertThat(result).isEqualTo(new Result.Passed());
        assertThat(reached).containsExactly("a", "b", "c");
    }

    @Test
    void pausesBehindTheStepThatWasNamed() {
        Result result = walk(false, step -> new TestRunner()).go(STEPS, Optional.of("b"), true);

        assertThat(result).isEqualTo(new Result.Paused("asked to stop after b"));
        assertThat(result.exit(false)).isZero();
        assertThat(reached).containsExactly("a", "b");
        assertThat(diary.lines).endsWith("RunPaused", "sync");
    }

    @Test
    void hasPassedWhenTheStepToStopAfterIsTheLast() {
        assertThat(walk(false, step -> new TestRunner()).go(STEPS, Optional.of("c"), true))
                .isEqualTo(new Result.Passed());
    }

    @Test
    void pausesWhenOthersAreLeft() {
        Result result = walk(false, step -> new TestRunner()).go(STEPS.subList(0, 1), Optional.empty(), false);

        assertThat(result).isInstanceOf(Result.Paused.class);
        assertThat(diary.lines).endsWith("RunPaused", "sync").doesNotContain("RunFinished");
    }

    @Test
    void beginsNoStepAfterAnInterruption() {
        Result result = walk(
                        false,
                        step -> new TestRunner().executes(() -> {
                            cancellation.request();
                            return new Outcome.Done("just in time");
                        }))
                .go(STEPS, Optional.empty(), true);

        assertThat(result).isEqualTo(new Result.Paused("interrupted before b"));
        assertThat(reached).containsExactly("a");
        assertThat(diary.outcome()).isEqualTo(new Outcome.Done("just in time"));
    }

    @Test
    void tellsAnInterruptedStepFromAFailedOne() {
        walk(
                        false,
                        step -> new TestRunner().executes(() -> {
                            cancellation.request();
                            return new Outcome.Failed(TestRunner.problem(), Stage.EXECUTE, Left.NOTHING);
                        }))
                .go(STEPS, Optional.empty(), true);

        assertThat(diary.end().result()).isEqualTo("interrupted");
    }

    private static TestRunner failing(Left left) {
        return new TestRunner().executes(() -> new Outcome.Failed(TestRunner.problem(), Stage.EXECUTE, left));
    }

    private Walk asking(Function<Step, StepRunner> runners) {
        return walk(new Engine(diary, operator, Diary.stake(true), true), runners, false);
    }

    private Walk walk(boolean rehearsal, Function<Step, StepRunner> runners) {
        return walk(new Engine(diary, operator, Diary.stake(false), false), runners, rehearsal);
    }

    private Walk walk(Engine engine, Function<Step, StepRunner> runners, boolean rehearsal) {
        Function<Step, StepRunner> seen = step -> {
            reached.add(step.id());
            return runners.apply(step);
        };
        return new Walk(diary, engine, seen, step -> Optional.empty(), cancellation, rehearsal);
    }
}
