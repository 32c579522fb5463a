package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Result;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL actions on a real database, alone and in a seed. */
class ActionTest extends OnServer {

    @BeforeEach
    void makeATable() {
        db.execute("CREATE TABLE people (id int PRIMARY KEY, name text, data jsonb)");
    }

    @Test
    void bindsVariablesAsParametersWhateverTheyHold() {
        server.with("EVIL", "x'); DROP TABLE people; --")
                .with("ID", "7")
                .with("DATA", "{\"a\": 1}")
                .trial
                .operator
                .says(YES, YES);

        server.passes("""
                  - id: insert
                    sql: INSERT INTO people VALUES (${ID}, ${EVIL}, ${DATA})
                    expect: { rows: 1 }
                  - id: operators
                    sql: UPDATE people SET name = name || ' $${PLAIN}' WHERE data ? 'a' AND data ?| ARRAY['a'] AND id = ${ID}
                    expect: { rows: 1 }
                """);

        assertThat(db.query("SELECT name FROM people WHERE id = 7 AND data ->> 'a' = '1'"))
                .isEqualTo("x'); DROP TABLE people; -- ${PLAIN}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | 1",
                "SELECT '0' | '\"0\"'",
                "SELECT NULL | null",
                "SELECT true | true",
                "SELECT 1, 'a' UNION ALL SELECT 2, NULL ORDER BY 1 | [[1, a], [2, null]]",
                "INSERT INTO people SELECT n FROM generate_series(1, 3) AS n | { rows: 3 }",
            })
    void commitsWhereItsExpectationHolds(String sql, String expected) {
        server.trial.operator.says(YES);

        server.passes(step(sql, expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO people VALUES (1) RETURNING '0' | 0",
                "INSERT INTO people VALUES (1) RETURNING id | 2",
                "INSERT INTO people VALUES (1) RETURNING name | '\"\"'",
                "INSERT INTO people VALUES (1), (2) RETURNING id | [[1]]",
                "INSERT INTO people VALUES (1) | { rows: 2 }",
            })
    void rollsBackWhereItsExpectationDoesNotHold(String sql, String expected) {
        server.trial.operator.says(YES);

        Result.Failed failed = server.fails(step(sql, expected));

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB302);
        assertThat(failed.outcome().problem().message()).endsWith("; rolled back");
        assertThat(failed.exit(false)).isEqualTo(1);
        assertThat(people()).isEqualTo("0");
    }

    @Test
    void rollsBackACommitThatAConstraintRefuses() {
        db.execute("CREATE TABLE pets (owner int REFERENCES people DEFERRABLE INITIALLY DEFERRED)");
        server.trial.operator.says(YES);

        Result.Failed failed = server.fails("  - id: a\n    sql: INSERT INTO pets VALUES (1)\n");

        assertThat(failed.outcome().problem().message()).contains("23503");
        assertThat(failed.exit(false)).isEqualTo(1);
        assertThat(server.trial.events(Event.Committing.class)).hasSize(1);
    }

    @Test
    void runsOutsideATransactionWhatCannotBeInOne() {
        server.trial.operator.says(YES, YES);

        server.passes("""
                  - id: index
                    sql: CREATE INDEX CONCURRENTLY people_name ON people (name)
                  - id: vacuum
                    sql: VACUUM people
                """);

        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'people_name'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void leavesASeedAloneWhoseRowsAreThere() {
        server.trial.operator.says(YES, YES);
        String steps = """
                  - id: seed
                    seed:
                      unless: SELECT 1 FROM people
                      actions:
                        - sql: INSERT INTO people VALUES (1)
                        - sql: INSERT INTO people VALUES (2)
                """;

        server.passes(steps);
        server.passes(steps);

        assertThat(people()).isEqualTo("2");
        assertThat(server.trial.recorded()).contains("everything was there already");
    }

    @Test
    void saysThatASeedLeftSomethingBehindWhenALaterActionFails() {
        server.trial.operator.says(YES, YES);
        String steps = """
                  - id: seed
                    seed:
                      actions:
                        - sql: INSERT INTO people VALUES (1)
                          done_when: SELECT 1 FROM people WHERE id = 1
                        - sql: INSERT INTO people SELECT 2 / (SELECT count(*) - 1 FROM people)
                """;

        OpenRun run = server.begin(steps);
        try (run) {
            Result.Failed failed = (Result.Failed) run.walk(Optional.empty());
            assertThat(failed.outcome().left()).isEqualTo(Left.SOMETHING);
            assertThat(failed.exit(false)).isEqualTo(6);
        }
        db.execute("INSERT INTO people VALUES (5)");
        try (OpenRun again = server.goOn(run)) {
            assertThat(again.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }

        assertThat(people()).isEqualTo("3");
    }

    private static String step(String sql, String expected) {
        return "  - id: a\n    sql: " + sql + "\n    expect: " + expected + "\n";
    }

    private String people() {
        return db.query("SELECT count(*) FROM people");
    }
}
