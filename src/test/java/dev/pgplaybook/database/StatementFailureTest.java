package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementFailureTest {

    private static final SessionOptions NAMED = SessionOptions.named("failures");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @BeforeEach
    void fill() {
        db.execute("""
                CREATE TYPE role AS ENUM ('USER');
                CREATE TABLE users (email text PRIMARY KEY CHECK (email <> 'sam@secret.example'), name text NOT NULL, short varchar(3));
                CREATE TABLE trades (email text REFERENCES users);
                INSERT INTO users VALUES ('eve@secret.example', 'Eve')""");
    }

    @Test
    void masksTheRowsThatTheServerQuotes() {
        List<String> statements = List.of(
                "INSERT INTO users VALUES ('eve@secret.example', 'Eve')",
                "INSERT INTO users VALUES ('sam@secret.example', 'Sam')",
                "INSERT INTO users VALUES ('x@secret.example', NULL)",
                "INSERT INTO trades VALUES ('nobody@secret.example')",
                "SELECT 'eve@secret.example'::int",
                "SELECT 'a \"secret\" value'::int",
                "SELECT '{\"a\": eve@secret.example}'::jsonb",
                "SELECT 'eve@secret.example'::role",
                "SELECT 'eve@secret.example'::timestamptz",
                "SELECT '{eve@secret.example'::text[]",
                "UPDATE users SET email = NULL");

        assertThat(statements).allSatisfy(sql -> {
            StatementFailedException failed = fails(NAMED, sql);
            assertThat(failed.failure().wholeText()).doesNotContain("secret").contains("•••");
            assertThat(failed.first().message()).doesNotContain("secret").contains("SQLSTATE");
        });
    }

    @Test
    void showsTheRowsWhenAskedTo() {
        StatementFailedException failed =
                fails(NAMED.showingValues(true), "INSERT INTO users VALUES ('eve@secret.example', 'Eve')");

        assertThat(failed.failure().detail()).contains("Key (email)=(eve@secret.example) already exists.");
    }

    @Test
    void keepsTheNamesThatAPersonNeeds() {
        StatementFailedException failed = fails(NAMED, "INSERT INTO trades VALUES ('nobody@secret.example')");

        assertThat(failed.first().message())
                .startsWith(
                        "The statement failed: insert or update on table \"trades\" violates foreign key constraint")
                .endsWith("(SQLSTATE 23503)\nKey (email)=(•••) is not present in table \"users\".");
        assertThat(failed.first().code()).isEqualTo(ProblemCode.PB301);
    }

    @Test
    void placesTheFailureInItsFile() {
        Source source = Source.of(Path.of("migration.sql"), "-- größe 😀\nSELECT 'ä😀',\n  nonsense");
        StatementFailedException failed = fails(NAMED, source.text());

        Problem problem = failed.problem(
                ProblemCode.PB206, "The migration x failed", position -> source.locateCodePoint(0, position - 1));

        assertThat(problem.at()).contains(new Location(Path.of("migration.sql"), 3, 3));
        assertThat(problem.message())
                .isEqualTo("The migration x failed: column \"nonsense\" does not exist (SQLSTATE 42703)");
    }

    @Test
    void passesTheServersHintOn() {
        assertThat(fails(NAMED, "SELECT emial FROM users").first().hint())
                .contains("Perhaps you meant to reference the column \"users.email\".");
    }

    @Test
    void tellsALostConnectionFromAFailure() {
        try (Session session = Session.open(db.url(), NAMED)) {
            db.query("SELECT pg_terminate_backend(" + session.backendPid() + ", 5000)");
            StatementFailedException lost =
                    catchThrowableOfType(StatementFailedException.class, () -> session.script("SELECT 1"));

            assertThat(lost.failure().isConnectionLost()).isTrue();
            assertThat(lost.first().code()).isEqualTo(ProblemCode.PB406);
        }
        assertThat(fails(NAMED, "SELECT 1 / 0").failure().isConnectionLost()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET idle_in_transaction_session_timeout = '50ms'; BEGIN",
                "SET idle_session_timeout = '50ms'",
                "SET transaction_timeout = '50ms'; BEGIN"
            })
    void knowsThatATimeoutOfTheServersEndedTheSession(String script) {
        assumeTrue(
                !script.contains("transaction_timeout =")
                        || db.rows("SELECT 1 FROM pg_settings WHERE name = 'transaction_timeout'")
                                .equals(List.of(List.of("1"))),
                "needs PostgreSQL 17 or later");
        try (Session session = Session.open(db.url(), NAMED)) {
            session.script(script);
            Patience.until(
                    "the server has ended the session",
                    () -> db.rows("SELECT 1 FROM pg_stat_activity WHERE pid = " + session.backendPid())
                            .isEmpty());
            StatementFailedException lost =
                    catchThrowableOfType(StatementFailedException.class, () -> session.script("SELECT 1"));

            assertThat(lost.failure().isConnectionLost())
                    .as(lost.failure().sqlState())
                    .isTrue();
        }
    }

    @Test
    void tellsWhatPassesFromWhatIsWrong() {
        db.execute("CREATE TABLE t (i int)");
        try (Session holder = Session.open(db.url(), NAMED)) {
            holder.begin();
            holder.script("LOCK TABLE t");
            SessionOptions impatient = NAMED.timeouts(Optional.of(Duration.ofMillis(20)), Optional.empty());
            StatementFailedException locked = fails(impatient, "ALTER TABLE t ADD COLUMN j int");
            holder.rollback();

            assertThat(locked.failure().isLockTimeout()).isTrue();
            assertThat(locked.failure().isPassing()).isTrue();
            assertThat(locked.first().code()).isEqualTo(ProblemCode.PB412);
        }
        assertThat(fails(NAMED, "SELECT 1 / 0").failure().isPassing()).isFalse();
    }

    private StatementFailedException fails(SessionOptions options, String sql) {
        try (Session session = Session.open(db.url(), options)) {
            return catchThrowableOfType(StatementFailedException.class, () -> session.script(sql));
        }
    }
}
