package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that stop before their end, what their record says of it, and how they go on. */
class ContinuationTest extends OnServer {

    private static final String THREE = """
              - id: first
                sql: INSERT INTO people VALUES (1)
              - id: second
                sql: INSERT INTO people VALUES (2)
              - id: third
                sql: INSERT INTO people VALUES (3)
            """;

    @BeforeEach
    void makeATable() {
        db.execute("CREATE TABLE people (id int PRIMARY KEY)");
    }

    @Test
    void stopsBetweenStepsWhenItIsInterruptedAndGoesOnBehindThem() {
        server.trial.operator.says(YES, YES, YES);
        server.trial.onEvent(event -> {
            if (event instanceof Event.StepFinished finished && finished.step().equals("first")) {
                server.trial.cancellation.request();
            }
        });

        OpenRun run = server.begin(THREE);
        try (run) {
            Result result = run.walk(Optional.empty());

            assertThat(result).isEqualTo(new Result.Paused("interrupted before second"));
        }
        RunState stopped = state(run);
        assertThat(stopped.word()).isEqualTo("stopped");
        assertThat(stopped.paused()).contains("interrupted before second");
        assertThat(stopped.next().orElseThrow().id()).isEqualTo("second");
        assertThat(people()).isEqualTo("1");

        server.trial.cancellation.reset();
        goesOn(run);

        assertThat(people()).isEqualTo("1,2,3");
    }

    @Test
    void takesAFailedStepAgainWithoutThoseBeforeIt() {
        db.execute("INSERT INTO people VALUES (2)");
        server.trial.operator.says(YES, YES, YES, YES);

        OpenRun run = server.begin(THREE);
        try (run) {
            assertThat(run.walk(Optional.empty()).exit(false)).isEqualTo(1);
            assertThat(run.left()).extracting(Step::id).containsExactly("second", "third");
        }
        assertThat(state(run).word()).isEqualTo("failed");
        assertThat(state(run).steps().get("second").word()).isEqualTo("failed");
        assertThat(state(run).steps().get("third").word()).isEqualTo("waiting");

        db.execute("DELETE FROM people WHERE id = 2");
        goesOn(run);

        assertThat(people()).isEqualTo("1,2,3");
    }

    @Test
    void asksAgainWhatWasDeclined() {
        server.trial.operator.says(YES, new Consent.No(), YES, YES);

        OpenRun run = server.begin(THREE);
        try (run) {
            assertThat(run.walk(Optional.empty()).exit(false)).isEqualTo(3);
        }
        assertThat(state(run).word()).isEqualTo("declined");
        goesOn(run);

        assertThat(people()).isEqualTo("1,2,3");
    }

    @Test
    void walksStepByStepAndLeavesOneOut() {
        server.trial.operator.says(YES, YES);

        try (OpenRun run = server.begin(THREE)) {
            assertThat(run.step()).isInstanceOf(Result.Paused.class);
            assertThat(people()).isEqualTo("1");
            assertThat(run.skip("done by hand")).isInstanceOf(Result.Paused.class);
            assertThat(run.state().steps().get("second").outcome()).contains(new Outcome.Skipped("done by hand"));
            assertThat(run.step()).isInstanceOf(Result.Passed.class);
            assertThat(run.state().word()).isEqualTo("passed");
            assertThat(run.left()).isEmpty();
        }

        assertThat(people()).isEqualTo("1,3");
    }

    @Test
    void passesWhenItsLastStepIsLeftOut() {
        server.trial.operator.says(YES, YES);

        try (OpenRun run = server.begin(THREE)) {
            run.walk(Optional.of("second"));

            assertThat(run.skip("not today")).isInstanceOf(Result.Passed.class);
            assertThat(run.state().word()).isEqualTo("passed");
        }
    }

    @Test
    void isWalkedByOneAtATime() {
        try (OpenRun run = server.begin(THREE)) {
            assertThatThrownBy(() -> server.goOn(run))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.first().code()).isEqualTo(ProblemCode.PB506));
        }
    }

    private void goesOn(OpenRun run) {
        try (OpenRun again = server.goOn(run)) {
            assertThat(again.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
        assertThat(state(run).word()).isEqualTo("passed");
    }

    private static RunState state(OpenRun run) {
        return RunState.of(Journal.entries(run.directory()));
    }

    private String people() {
        return db.query("SELECT string_agg(id::text, ',' ORDER BY id) FROM people");
    }
}
