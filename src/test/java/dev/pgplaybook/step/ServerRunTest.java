package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ServerRunTest {

    private static final Consent YES = new Consent.Yes();

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    private Trial trial;

    @BeforeEach
    void makeATable() {
        trial = new Trial(directory);
        db.execute("CREATE TABLE people (id int PRIMARY KEY, email text UNIQUE)");
        db.execute("INSERT INTO people VALUES (1, 'sam@example.com')");
    }

    @Test
    void asksForTheNameOfAProtectedDatabaseAndRecordsTheWayBack() {
        trial.operator.says(YES);

        try (OpenRun run =
                begin(true, "  - id: a\n    sql: DELETE FROM people WHERE id = 1\n    expect: { rows: 1 }\n")) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }

        assertThat(trial.operator.proposals().get(0).typed()).contains(db.url().database());
        assertThat(trial.events).anyMatch(Event.RestorePoint.class::isInstance);
        assertThat(trial.events.stream()
                        .filter(Event.Checked.class::isInstance)
                        .map(e -> ((Event.Checked) e).finding().id()))
                .contains("target.identity", "preflight.rights", "preflight.idle-in-transaction", "backup.evidence");
        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("0");
    }

    @Test
    void rollsAStatementBackThatTouchesOtherRowsThanExpected() {
        trial.operator.says(YES);

        try (OpenRun run = begin(false, "  - id: a\n    sql: DELETE FROM people\n    expect: { rows: 2 }\n")) {
            Result result = run.walk(Optional.empty());

            assertThat(result.exit(false)).isEqualTo(1);
        }

        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("1");
    }

    @Test
    void masksRowValuesInTheRecord() {
        trial.operator.says(YES);

        try (OpenRun run = begin(false, "  - id: a\n    sql: INSERT INTO people VALUES (2, 'sam@example.com')\n")) {
            assertThat(run.walk(Optional.empty()))
                    .isInstanceOfSatisfying(
                            Result.Failed.class,
                            failed -> assertThat(failed.outcome().problem().message())
                                    .contains("Key (email)=(•••) already exists.")
                                    .doesNotContain("sam@"));
        }

        assertThat(trial.recorded()).contains("23505").doesNotContain("(sam@example.com)");
    }

    @Test
    void stopsWhereItWasAskedToAndGoesOnFromThere() {
        trial.operator.says(YES, YES);
        String steps = """
                  - id: first
                    sql: INSERT INTO people VALUES (2, 'b@example.com')
                  - id: second
                    sql: INSERT INTO people VALUES (3, 'c@example.com')
                """;

        OpenRun stopped = begin(false, steps);
        try (stopped) {
            assertThat(stopped.walk(Optional.of("first"))).isInstanceOf(Result.Paused.class);
            assertThat(stopped.state().word()).isEqualTo("stopped");
            assertThat(stopped.state().paused()).contains("asked to stop after first");
        }
        try (OpenRun again = OpenRun.goOn(stopped.order(), stopped.directory(), trial.equipment(trial.operator))) {
            assertThat(again.left()).extracting(step -> step.id()).containsExactly("second");
            assertThat(again.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
            assertThat(again.state().word()).isEqualTo("passed");
        }

        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("3");
    }

    @Test
    void leavesASkippedStepOutWithItsReasonAndStopsAtADeclinedOne() {
        trial.operator.says(new Consent.Skip("done by hand"), new Consent.No());

        try (OpenRun run =
                begin(false, "  - id: a\n    sql: DELETE FROM people\n  - id: b\n    sql: DELETE FROM people\n")) {
            Result result = run.walk(Optional.empty());

            assertThat(result.exit(false)).isEqualTo(3);
            assertThat(run.state().steps().get("a").outcome()).contains(new Outcome.Skipped("done by hand"));
            assertThat(run.state().steps().get("b").word()).isEqualTo("declined");
        }

        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("1");
    }

    @Test
    void refusesAWayRoundTheProtectionOfADatabase() {
        Path playbook = trial.write("round.yaml", """
                version: 1
                playbook: round
                targets:
                  production: { url: "${URL}", protected: true }
                  harmless: { url: "${URL}", disposable: true }
                steps:
                  - id: a
                    sql: DELETE FROM people
                """);

        assertThatThrownBy(() -> trial.begin(playbook, "harmless", Order.Manner.GUIDED, variables()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.first().code()).isEqualTo(ProblemCode.PB410));
        assertThat(trial.recorded()).contains("PB410");
    }

    @Test
    void stopsBeforeASessionThatIdlesInATransaction() throws SQLException {
        String steps = "  - id: a\n    limits: { lock_timeout: 1ms }\n    sql: DELETE FROM people\n";
        try (Connection other = db.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE people IN ACCESS SHARE MODE");

            try (OpenRun run = begin(false, steps)) {
                Result result = run.walk(Optional.empty());

                assertThat(result.exit(false)).isEqualTo(2);
            }
            other.rollback();
        }

        assertThat(trial.events)
                .anySatisfy(e -> assertThat(e).isInstanceOfSatisfying(Event.Checked.class, checked -> {
                    assertThat(checked.finding().id()).isEqualTo("preflight.idle-in-transaction");
                    assertThat(checked.finding().verdict()).isEqualTo(Finding.Verdict.FAILED);
                }));
        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("1");
    }

    @Test
    void makesACallOnceThatHasTakenEffect() {
        trial.operator.says(YES, YES);
        String steps = """
                  - id: a
                    sql: INSERT INTO people VALUES (2, 'b@example.com')
                    done_when: SELECT 1 FROM people WHERE id = 2
                """;

        for (int i = 0; i < 2; i++) {
            try (OpenRun run = begin(false, steps)) {
                assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
            }
        }

        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("2");
    }

    @Test
    void refusesACommandInARehearsalThatDoesNotSayWhatItReaches() {
        Path playbook = trial.write("reach.yaml", """
                version: 1
                playbook: reach
                targets:
                  box: { sandbox: { provider: embedded } }
                steps:
                  - id: told
                    command: { shell: 'test "$URL" != "" && test -z "$SECRET_OF_OURS"', url_env: URL, reaches: [] }
                  - id: untold
                    command: ["true"]
                """);

        try (OpenRun run = trial.begin(playbook, "box", Order.Manner.REHEARSAL, Map.of())) {
            assertThat(run.walk(Optional.empty()))
                    .isInstanceOfSatisfying(
                            Result.Failed.class,
                            failed -> assertThat(failed.outcome().problem().code())
                                    .isEqualTo(ProblemCode.PB513));
            assertThat(run.state().steps().get("told").word()).isEqualTo("done");
        }
    }

    private OpenRun begin(boolean isProtected, String steps) {
        Path playbook = trial.write("book.yaml", """
                version: 1
                playbook: book
                targets:
                  server: { url: "${URL}", protected: %s }
                steps:
                %s""".formatted(isProtected, steps));
        return trial.begin(playbook, "server", Order.Manner.GUIDED, variables());
    }

    private Map<String, String> variables() {
        return Map.of("URL", db.url().withPassword());
    }
}
