package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Head;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Verification;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The note that the target keeps of a run. */
class LedgerTest extends OnServer {

    private static final String TWO = """
              - id: first
                sql: INSERT INTO people VALUES (1)
              - id: second
                sql: INSERT INTO people VALUES (2)
            """;

    @BeforeEach
    void makeATable() {
        server.head("record: { in_target: true }\n");
        db.execute("CREATE TABLE people (id int PRIMARY KEY)");
    }

    @Test
    void saysWhoDidWhatAndHoldsTheHeadOfTheRecord() throws IOException {
        server.trial.operator.says(YES, YES);

        OpenRun run = server.begin(TWO);
        try (run) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }

        assertThat(db.rows("SELECT step, outcome, said, walked_by FROM pgplaybook.steps ORDER BY entries"))
                .containsExactly(
                        List.of("first", "done", "1 action", "tester@here"),
                        List.of("second", "done", "1 action", "tester@here"));
        assertThat(db.rows("SELECT playbook, target, state FROM pgplaybook.runs"))
                .containsExactly(List.of("book", "server", "passed"));
        Head noted = noted(run);
        assertThat(noted).isEqualTo(run.head());

        List<String> lines = Files.readAllLines(run.directory().journal());
        Files.write(run.directory().journal(), lines.subList(0, lines.size() - 2));

        assertThat(Verification.of(run.directory()).flaws()).isEmpty();
        assertThat(Verification.of(run.directory()).against(noted))
                .hasValueSatisfying(flaw -> assertThat(flaw).startsWith("2 lines are missing at its end"));
    }

    @Test
    void isNotMadeBeforeTheFirstChange() {
        server.trial.operator.says(new Consent.No());

        try (OpenRun run = server.begin(TWO)) {
            run.walk(Optional.empty());
        }

        assertThat(db.query("SELECT to_regnamespace('pgplaybook') IS NULL")).isEqualTo("t");
    }

    @Test
    void changesNothingWhereItCannotBeKept() {
        db.execute("CREATE SCHEMA pgplaybook; CREATE TABLE pgplaybook.steps (other int)");
        server.trial.operator.says(YES);

        Result.Failed failed = server.fails(TWO);

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB522);
        assertThat(failed.outcome().left()).isEqualTo(Left.NOTHING);
        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("0");
    }

    private Head noted(OpenRun run) {
        try (Session session = Session.open(db.url(), SessionOptions.named("test"))) {
            return Ledger.noted(session, run.directory().id()).orElseThrow();
        }
    }
}
