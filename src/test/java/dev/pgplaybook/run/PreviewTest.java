package dev.pgplaybook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.testing.ScriptedOperator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewTest {

    private final Diary diary = new Diary();
    private final Engine engine = new Engine(diary, new ScriptedOperator(), Diary.stake(true), true);

    @Test
    void showsThePlanAndDoesNothing() {
        boolean canBegin = engine.preview(Diary.step("a"), new TestRunner(diary.lines), false);

        assertThat(canBegin).isTrue();
        assertThat(diary.lines).containsExactly("StepReached", "check", "plan", "Planned");
    }

    @Test
    void saysThatTheFirstStepCannotBegin() {
        TestRunner runner = new TestRunner().checks(() -> List.of(TestRunner.wrong("x")));

        assertThat(engine.preview(Diary.step("a"), runner, false)).isFalse();
        assertThat(diary.events).contains(new Event.Checked("a", true, TestRunner.wrong("x")));
    }

    @Test
    void onlyWarnsOfWhatAStepBeforeMayStillBring() {
        TestRunner runner = new TestRunner().checks(TestRunner.throwing());

        assertThat(engine.preview(Diary.step("a"), runner, true)).isFalse();
        assertThat(diary.events)
                .filteredOn(Event.Checked.class::isInstance)
                .extracting(event -> ((Event.Checked) event).finding().verdict())
                .containsExactly(Finding.Verdict.WARNED);
    }

    @Test
    void saysWhatCannotBePreviewed() {
        engine.preview(Diary.step("a"), new TestRunner().plans(TestRunner.throwing()), true);

        assertThat(diary.events)
                .contains(new Event.Planned(
                        "a", new Plan(List.of(Plan.Line.notPreviewable("The migration x failed")), true, false)));
    }
}
