package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.run.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out of a step that was cut off, before anything of it is done again. Records are cut as a crash cuts them. */
class ResumeTest extends OnServer {

    @BeforeEach
    void makeATable() {
        db.execute("CREATE TABLE people (id int)");
    }

    @Test
    void repeatsNoActionThatHasTakenEffect() {
        String steps = """
                  - id: a
                    seed:
                      actions:
                        - sql: INSERT INTO people VALUES (1)
                        - sql: INSERT INTO places VALUES (1)
                """;
        server.trial.operator.says(YES, YES);
        OpenRun run = failed(steps);
        db.execute("CREATE TABLE places (id int)");

        passesAgain(run);

        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("1");
        assertThat(db.query("SELECT count(*) FROM places")).isEqualTo("1");
    }

    @Test
    void doesNotTakeItsOwnFirstActionForAReasonToLeaveTheOthersOut() {
        String steps = """
                  - id: a
                    seed:
                      unless: SELECT 1 FROM people WHERE id = 1
                      actions:
                        - sql: INSERT INTO people VALUES (1)
                        - sql: INSERT INTO places VALUES (1)
                """;
        server.trial.operator.says(YES, YES);
        OpenRun run = failed(steps);
        db.execute("CREATE TABLE places (id int)");

        passesAgain(run);

        assertThat(db.query("SELECT count(*) FROM places")).isEqualTo("1");
    }

    @Test
    void asksTheServerWhetherACommitTookEffect() throws IOException {
        server.trial.operator.says(YES, YES);
        OpenRun run = passed("  - id: a\n    sql: INSERT INTO people VALUES (1)\n");
        cutBehind(run, "committing");

        passesAgain(run);

        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("1");
        assertThat(reconciled()).containsExactly("has taken effect");
    }

    @Test
    void runsAStatementAgainWhoseCommitWasNotSent() throws IOException {
        server.trial.operator.says(YES, YES);
        OpenRun run = passed("  - id: a\n    sql: INSERT INTO people VALUES (1)\n");
        db.execute("TRUNCATE people");
        cutBehind(run, "call-started");

        passesAgain(run);

        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("1");
        assertThat(reconciled()).containsExactly("has not taken effect");
    }

    @ParameterizedTest
    @CsvSource({"done,1", "again,2"})
    void asksAboutACommandWhoseEndIsNotOnRecord(String answer, int lines) throws IOException {
        Path trace = directory.resolve("trace");
        String steps = "  - id: a\n    command: { shell: 'echo x >> " + trace + "' }\n";
        server.trial.operator.says(YES);
        OpenRun run = passed(steps);
        cutBehind(run, "call-started");
        server.trial.operator.states(answer);
        if (answer.equals("again")) {
            server.trial.operator.says(YES);
        }

        passesAgain(run);

        assertThat(Files.readAllLines(trace)).hasSize(lines);
        assertThat(server.trial.operator.questions()).extracting(Question::id).containsExactly("a.1");
    }

    @Test
    void stopsWhereTheOperatorDoesNotKnowEither() throws IOException {
        server.trial.operator.says(YES);
        OpenRun run = passed("  - id: a\n    command: [\"true\"]\n");
        cutBehind(run, "call-started");
        server.trial.operator.states("stop");

        try (OpenRun again = server.goOn(run)) {
            assertThat(again.walk(Optional.empty()).exit(false)).isEqualTo(3);
            assertThat(again.left()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"call-started", "step-started"})
    void buildsAnIndexAgainOverTheInvalidOneThatItLeft(String cut) throws IOException {
        server.trial.operator.says(YES, YES);
        OpenRun run = passed("  - id: a\n    sql: CREATE INDEX CONCURRENTLY IF NOT EXISTS people_id ON people (id)\n");
        db.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'people_id'::regclass");
        cutBehind(run, cut);

        passesAgain(run);

        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'people_id'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void saysThatItIsThroughWhereOnlyThatWasMissing() throws IOException {
        server.trial.operator.says(YES);
        OpenRun run = passed("  - id: a\n    sql: INSERT INTO people VALUES (1)\n");
        cutBehind(run, "step-finished");

        passesAgain(run);

        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("1");
    }

    @Test
    void endsTheOldProcessOnlyWithConsent() throws IOException, SQLException {
        server.trial.operator.says(YES);
        OpenRun run =
                passed("  - id: a\n    sql: INSERT INTO people VALUES (1)\n    done_when: SELECT 1 FROM people\n");
        cutBehind(run, "call-started");
        try (Connection old = db.connect();
                Statement statement = old.createStatement()) {
            String name = "pgplaybook/" + run.directory().id().substring(0, 15) + "/a";
            statement.execute("SET application_name = '" + name + "'");
            old.setAutoCommit(false);
            statement.execute("INSERT INTO people VALUES (7)");
            server.trial.operator.states("end");

            passesAgain(run);

            assertThat(server.trial.operator.questions())
                    .extracting(Question::id)
                    .containsExactly("a.backend");
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void goesOnWithAnotherPlaybookOnlyWhereThatIsAccepted() throws IOException {
        String two =
                "  - id: a\n    sql: INSERT INTO people VALUES (1)\n  - id: b\n    sql: INSERT INTO people VALUES (2)\n";
        server.trial.operator.says(YES);
        OpenRun run = server.begin(two);
        try (run) {
            run.walk(Optional.of("a"));
        }
        Order changed = server.order(
                two.replace("VALUES (2)", "VALUES (3)") + "  - id: c\n    sql: INSERT INTO people VALUES (4)\n");

        server.trial.operator.states("stop");
        assertThatThrownBy(() -> OpenRun.goOn(changed, run.directory(), server.trial.equipment(server.trial.operator)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.first().code()).isEqualTo(ProblemCode.PB514));
        assertThat(server.trial.operator.questions().get(0).text())
                .contains(
                        "-    sql: INSERT INTO people VALUES (2)",
                        "+    sql: INSERT INTO people VALUES (3)",
                        "+  - id: c");

        server.trial.operator.states("accept").says(YES, YES);
        try (OpenRun again = OpenRun.goOn(changed, run.directory(), server.trial.equipment(server.trial.operator))) {
            assertThat(again.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
        assertThat(db.query("SELECT string_agg(id::text, ',' ORDER BY id) FROM people"))
                .isEqualTo("1,3,4");
        assertThat(run.directory().lastPlaybook()).contains("VALUES (3)");
    }

    @Test
    void doesNotGoOnWithARecordThatWasChanged() throws IOException {
        server.trial.operator.says(YES);
        OpenRun run = passed("  - id: a\n    sql: INSERT INTO people VALUES (1)\n");
        List<String> lines = Files.readAllLines(run.directory().journal());
        lines.remove(2);
        Files.write(run.directory().journal(), lines);

        assertThatThrownBy(() -> server.goOn(run))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.first().code()).isEqualTo(ProblemCode.PB523));
    }

    @Test
    void goesOnBehindTheStatementsThatHaveTakenEffectOnceTheFileIsMended() {
        String steps = "  - id: a\n    deploy: { expect: [1_a, 2_b, 3_c] }\n";
        server.head("migrations: migrations\nexecution: per-statement\n");
        migration("1_a", "CREATE TABLE one (id int)");
        migration("2_b", "INSERT INTO people VALUES (1);\nINSERT INTO plces VALUES (1);");
        migration("3_c", "CREATE TABLE three (id int)");
        db.execute(
                "CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,"
                        + " finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,"
                        + " started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)");
        server.trial.operator.says(YES);
        OpenRun run = failed(steps);

        db.execute("CREATE TABLE places (id int)");
        migration("2_b", "INSERT INTO people VALUES (1);\nINSERT INTO places VALUES (1);");
        server.trial.operator.states("accept").says(YES);
        passesAgain(run);

        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("1");
        assertThat(db.query("SELECT count(*) FROM places")).isEqualTo("1");
        assertThat(db.query("SELECT to_regclass('three') IS NOT NULL")).isEqualTo("t");
        assertThat(db.query("SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL"))
                .isEqualTo("3");
        assertThat(server.trial.operator.questions().get(0).text()).contains("the migration 2_b was edited");
    }

    private void migration(String name, String sql) {
        server.trial.write("migrations/" + name + "/migration.sql", sql);
    }

    private OpenRun failed(String steps) {
        OpenRun run = server.begin(steps);
        try (run) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Failed.class);
        }
        return run;
    }

    private OpenRun passed(String steps) {
        OpenRun run = server.begin(steps);
        try (run) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
        return run;
    }

    /** The record ends behind the last event of this type, as if the process had been killed there. */
    private static void cutBehind(OpenRun run, String type) throws IOException {
        List<String> lines = Files.readAllLines(run.directory().journal());
        int last = 0;
        for (int i = 0; i < lines.size(); i++) {
            last = lines.get(i).contains("\"type\":\"" + type + "\"") ? i + 1 : last;
        }
        assertThat(last).as(type).isPositive();
        Files.write(run.directory().journal(), lines.subList(0, last));
    }

    private void passesAgain(OpenRun run) {
        server.trial.events.clear();
        try (OpenRun again = server.goOn(run)) {
            assertThat(again.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
    }

    private List<String> reconciled() {
        return server.trial.events(Event.Reconciled.class).stream()
                .map(Event.Reconciled::found)
                .toList();
    }
}
