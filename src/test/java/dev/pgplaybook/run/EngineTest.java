package dev.pgplaybook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.testing.ScriptedOperator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static final Step STEP = Diary.step("deploy");

    private final Diary diary = new Diary();
    private final ScriptedOperator operator = new ScriptedOperator();

    @Test
    void takesAStepThroughItsWholeLifeAndSyncsBeforeTheFirstChange() {
        operator.says(new Consent.Yes());
        TestRunner runner = new TestRunner(diary.lines)
                .checks(() -> List.of(Finding.passed("c", "c", "yes")))
                .verifies(() -> List.of(Finding.passed("v", "v", "yes")));

        Outcome outcome = guided().walk(STEP, runner);

        assertThat(outcome).isEqualTo(new Outcome.Done("changed"));
        assertThat(diary.lines)
                .containsExactly(
                        "StepReached",
                        "check",
                        "Checked",
                        "plan",
                        "Planned",
                        "Answered",
                        "StepStarted",
                        "sync",
                        "execute",
                        "verify",
                        "Checked",
                        "StepFinished",
                        "sync");
    }

    @Test
    void endsAtAFailedCheckBeforeAnybodyIsAsked() {
        TestRunner runner = new TestRunner(diary.lines)
                .checks(() -> List.of(
                        Finding.warned("w", "w", "hm"), TestRunner.wrong("deploy.clean"), TestRunner.wrong("other")));

        Outcome outcome = guided().walk(STEP, runner);

        Problem problem = failed(outcome, Stage.CHECK, Left.NOTHING).problem();
        assertThat(problem.code()).isEqualTo(ProblemCode.PB501);
        assertThat(problem.message()).isEqualTo("deploy: all is well: it is not (and 1 more); nothing was changed");
        assertThat(problem.hint()).contains("the check's id is deploy.clean");
        assertThat(problem.at()).contains(STEP.at());
        assertThat(diary.lines)
                .containsExactly("StepReached", "check", "Checked", "Checked", "Checked", "StepFinished", "sync");
    }

    @Test
    void goesOnOverAWarning() {
        TestRunner runner = new TestRunner().checks(() -> List.of(Finding.warned("w", "w", "hm")));

        assertThat(rehearsing().walk(STEP, runner)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void countsACheckThatCannotBeAskedAsFailed() {
        Outcome outcome = guided().walk(STEP, new TestRunner().checks(TestRunner.throwing()));

        assertThat(failed(outcome, Stage.CHECK, Left.NOTHING).problem()).isEqualTo(TestRunner.problem());
    }

    @Test
    void changesNothingWithoutAPlan() {
        Outcome outcome = guided().walk(STEP, new TestRunner(diary.lines).plans(TestRunner.throwing()));

        assertThat(failed(outcome, Stage.CHECK, Left.NOTHING).problem()).isEqualTo(TestRunner.problem());
        assertThat(diary.lines).doesNotContain("StepStarted", "execute");
    }

    @Test
    void doesNothingWhenTheOperatorSaysNo() {
        operator.says(new Consent.No());

        Outcome outcome = guided().walk(STEP, new TestRunner(diary.lines));

        assertThat(outcome).isInstanceOf(Outcome.Declined.class);
        assertThat(outcome.goesOn()).isFalse();
        assertThat(diary.events).contains(new Event.Answered("deploy", "go ahead?", "no"));
        assertThat(diary.lines).doesNotContain("StepStarted", "execute");
    }

    @Test
    void leavesAStepOutForAReason() {
        operator.says(new Consent.Skip("done by hand"));

        Outcome outcome = guided().walk(STEP, new TestRunner(diary.lines));

        assertThat(outcome).isEqualTo(new Outcome.Skipped("done by hand"));
        assertThat(outcome.goesOn()).isTrue();
        assertThat(diary.lines).doesNotContain("StepStarted", "execute");
    }

    @Test
    void refusesWhereNobodyCanBeAsked() {
        Operator nobody = new Operator() {
            @Override
            public Consent consent(Proposal proposal) {
                throw Problem.of(ProblemCode.PB503, "The step needs a yes").asException();
            }

            @Override
            public String choose(Question question) {
                throw new AssertionError(question);
            }

            @Override
            public String statement(String question, String flag) {
                return "";
            }
        };

        Outcome outcome = new Engine(diary, nobody, Diary.stake(false), true).walk(STEP, new TestRunner(diary.lines));

        assertThat(failed(outcome, Stage.CHECK, Left.NOTHING).problem().code()).isEqualTo(ProblemCode.PB503);
        assertThat(diary.lines).doesNotContain("execute");
    }

    @Test
    void asksForTheDatabasesNameOnlyWhereAProtectedTargetWouldChange() {
        operator.says(new Consent.Yes(), new Consent.Yes(), new Consent.Yes());

        new Engine(diary, operator, Diary.stake(true), true).walk(STEP, new TestRunner());
        new Engine(diary, operator, Diary.stake(true), true)
                .walk(STEP, new TestRunner().plans(() -> Plan.nothing("all is there")));
        new Engine(diary, operator, Diary.stake(false), true).walk(STEP, new TestRunner());

        assertThat(operator.proposals())
                .extracting(proposal -> proposal.typed().orElse("-"))
                .containsExactly("app", "-", "-");
    }

    @Test
    void asksNobodyInARehearsalNorForAStepThatOnlyAsks() {
        Step check = Diary.step("look", new Work.Ask(List.of()));

        assertThat(rehearsing().walk(STEP, new TestRunner())).isInstanceOf(Outcome.Done.class);
        assertThat(guided().walk(check, new TestRunner())).isInstanceOf(Outcome.Done.class);
        assertThat(operator.proposals()).isEmpty();
    }

    @Test
    void saysThatTheEndIsUnknownWhereExecutionThrew() {
        Outcome outcome = rehearsing().walk(STEP, new TestRunner(diary.lines).executes(TestRunner.throwing()));

        failed(outcome, Stage.EXECUTE, Left.UNKNOWN);
        assertThat(diary.lines).endsWith("execute", "StepFinished", "sync").doesNotContain("verify");
    }

    @Test
    void passesOnWhatARunnerSaysItLeftBehind() {
        Outcome.Failed left = new Outcome.Failed(TestRunner.problem(), Stage.EXECUTE, Left.NOTHING);

        Outcome outcome = rehearsing().walk(STEP, new TestRunner(diary.lines).executes(() -> left));

        assertThat(outcome).isEqualTo(left);
        assertThat(diary.lines).doesNotContain("verify");
    }

    @Test
    void knowsThatAFailedVerifyComesAfterTheChange() {
        Outcome found =
                rehearsing().walk(STEP, new TestRunner().verifies(() -> List.of(TestRunner.wrong("deploy.row"))));
        Outcome threw = rehearsing().walk(STEP, new TestRunner().verifies(TestRunner.throwing()));

        assertThat(failed(found, Stage.VERIFY, Left.SOMETHING).problem().code()).isEqualTo(ProblemCode.PB502);
        assertThat(failed(threw, Stage.VERIFY, Left.SOMETHING).problem()).isEqualTo(TestRunner.problem());
    }

    @Test
    void recordsNoEndWhereTheFaultIsOurs() {
        TestRunner runner = new TestRunner().executes(() -> {
            throw new IllegalStateException("ours");
        });

        assertThatThrownBy(() -> rehearsing().walk(STEP, runner)).hasMessage("ours");
        assertThat(diary.lines).endsWith("StepStarted", "sync");
    }

    private Engine guided() {
        return new Engine(diary, operator, Diary.stake(false), true);
    }

    private Engine rehearsing() {
        return new Engine(diary, operator, Diary.stake(false), false);
    }

    private static Outcome.Failed failed(Outcome outcome, Stage stage, Left left) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        Outcome.Failed failed = (Outcome.Failed) outcome;
        assertThat(failed.stage()).isEqualTo(stage);
        assertThat(failed.left()).isEqualTo(left);
        return failed;
    }
}
