package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding.Verdict;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Result;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted around a step, and what it takes for the run to go on behind it. */
class LossesTest extends OnServer {

    private static final String NEXT = "  - id: next\n    sql: INSERT INTO log VALUES ('next')\n";

    @BeforeEach
    void makeTables() {
        db.execute("""
                CREATE TABLE users (id int PRIMARY KEY, email text, name text);
                CREATE TABLE orders (id int PRIMARY KEY, owner int REFERENCES users ON DELETE CASCADE);
                CREATE TABLE log (line text);
                INSERT INTO users SELECT n, n || '@example.com', 'n' || n FROM generate_series(1, 20) AS n;
                INSERT INTO orders SELECT n, n FROM generate_series(1, 20) AS n;
                """);
    }

    @Test
    void stopsBehindALossThatNoStatementSays() {
        server.trial.operator.says(YES);

        Result.Failed failed = server.fails(step("DELETE FROM users WHERE id <= 3") + NEXT);

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB502);
        assertThat(failed.outcome().problem().message())
                .contains("nothing is lost of public.orders: 20 → 17 rows: 3 rows gone, and no statement deletes them");
        assertThat(failed.exit(false)).isEqualTo(6);
        assertThat(line("users").said()).isEqualTo("3 rows fewer, as its statements say");
        assertThat(db.query("SELECT count(*) FROM log")).isEqualTo("0");
    }

    @Test
    void noticesThatATriggerChangesAColumnThatNoStatementNames() {
        db.execute("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.email := NULL; RETURN NEW; END';"
                + "CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f()");
        server.trial.operator.says(YES);

        Result.Failed failed = server.fails(step("UPDATE users SET name = 'x' WHERE id = 1"));

        assertThat(failed.outcome().problem().message())
                .contains("the values of email changed, and no statement names them");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE users SET name = 'x' | users | untouched columns are the same",
                "UPDATE users SET (name, email) = ('x', 'y') | users | untouched columns are the same",
                "INSERT INTO users VALUES (21, 'e', 'n') | users | 1 row more",
                "DELETE FROM orders WHERE id = 1 | orders | 1 row fewer, as its statements say",
                "ALTER TABLE users ADD COLUMN age int DEFAULT 3 | users | untouched columns are the same",
                "CREATE TABLE extra (id int) | extra | is new",
                "DROP TABLE orders | orders | was dropped",
            })
    void goesOnWhereNothingIsLost(String sql, String table, String said) {
        server.trial.operator.says(YES, YES);

        server.passes(step(sql) + NEXT);

        assertThat(line(table).said()).isEqualTo(said);
        assertThat(line(table).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void saysWhatItDoesNotKnowWhereOthersAreAtWork() throws SQLException {
        server.trial.onEvent(event -> {
            if (event instanceof Event.StatementFinished) {
                other("DELETE FROM users WHERE id > 10");
            }
        });
        server.trial.operator.says(YES);
        try (Connection stays = db.connect();
                Statement statement = stays.createStatement()) {
            busy = statement;

            server.passes(step("UPDATE users SET name = 'x' WHERE id = 1"));
        }

        assertThat(line("users").verdict()).isEqualTo(Verdict.WARNED);
        assertThat(line("users").said()).startsWith("inconclusive, as others were at work: 10 rows gone");
    }

    @Test
    void countsFromBeforeTheFirstAttempt() {
        server.trial.operator.says(YES, YES);
        String two = """
                  - id: two
                    seed:
                      actions:
                        - sql: DELETE FROM users WHERE id = 1
                        - sql: INSERT INTO places VALUES (1)
                """;
        OpenRun run = server.begin(two);
        try (run) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Failed.class);
        }
        db.execute("CREATE TABLE places (id int)");

        try (OpenRun again = server.goOn(run)) {
            assertThat(again.walk(Optional.empty()).exit(false)).isEqualTo(6);
        }

        assertThat(line("orders").before()).contains("20");
    }

    @Test
    void takesTheFingerprintBehindEveryStepThatChangesSomething() {
        server.trial.operator.says(YES, YES);

        server.passes(step("ALTER TABLE users ADD COLUMN age int") + NEXT);

        assertThat(server.trial.events(Event.SchemaSeen.class))
                .extracting(Event.SchemaSeen::moment)
                .containsExactly("start", "a", "next");
        assertThat(server.trial.events(Event.SchemaSeen.class).stream()
                        .map(Event.SchemaSeen::fingerprint)
                        .distinct())
                .hasSize(2);
    }

    private Statement busy;

    private void other(String sql) {
        try {
            busy.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Event.TableCompared line(String table) {
        return server.trial.events(Event.TableCompared.class).stream()
                .filter(line -> line.table().endsWith(table))
                .findFirst()
                .orElseThrow();
    }

    private static String step(String sql) {
        return "  - id: a\n    sql: " + sql + "\n";
    }
}
