package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.testing.DatabaseExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statements that are on their way together, and what is heard of each. */
class PipelineTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    private final List<String> heard = new ArrayList<>();

    private final StatementListener listener = new StatementListener() {
        @Override
        public void started(String sql) {
            heard.add("> " + sql);
        }

        @Override
        public void finished(String sql, Duration took, long rows, Optional<SqlFailure> failure) {
            heard.add(failure.map(SqlFailure::sqlState).orElse("" + rows));
        }
    };

    @Test
    void hearsOfEachInItsTurn() {
        try (Session session = open()) {
            session.begin();
            Session.Answer ours = session.pipelined(
                    List.of("CREATE TABLE a (i int)", "INSERT INTO a VALUES (1), (2)", "SELECT * FROM a"),
                    Optional.of("SELECT 'first'; SELECT count(*), NULL FROM a"),
                    number -> heard.add("at " + number));
            session.commit();

            assertThat(ours.rows()).singleElement().satisfies(row -> {
                assertThat(row.text(0)).isEqualTo("2");
                assertThat(row.isNull(1)).isTrue();
            });
        }
        assertThat(heard)
                .containsExactly(
                        "at 0",
                        "> CREATE TABLE a (i int)",
                        "0",
                        "at 1",
                        "> INSERT INTO a VALUES (1), (2)",
                        "2",
                        "at 2",
                        "> SELECT * FROM a",
                        "2",
                        "at 3");
    }

    @Test
    void tellsWhichFailedAndNothingOfThoseBehindIt() {
        try (Session session = open()) {
            session.begin();
            refused("22012", session, "CREATE TABLE a (i int)", "SELECT 1 / 0", "CREATE TABLE b (i int)");

            assertThat(session.inTransaction()).isTrue();
            session.rollback();
            assertThat(session.one("SELECT 1").number(0)).isEqualTo(1);
        }
        assertThat(heard).containsExactly("> CREATE TABLE a (i int)", "0", "> SELECT 1 / 0", "22012");
        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("null");
    }

    @Test
    void refusesWhatAChangedEncodingWouldHaveSpoiled() {
        try (Session session = open()) {
            session.begin();
            refused(
                    "22021",
                    session,
                    "SET client_encoding = 'LATIN1'",
                    "CREATE TABLE a AS SELECT 'plain'",
                    "SELECT 'ä'");
            session.rollback();
        }
        assertThat(heard)
                .endsWith("> CREATE TABLE a AS SELECT 'plain'", "1", "> SELECT 'ä'", "22021")
                .hasSize(6);
    }

    @Test
    void sendsNothingFromTheTextOnThatCannotBeSent() {
        try (Session session = open()) {
            session.begin();
            refused("22021", session, "CREATE TABLE a (i int)", "SELECT 'x\0y'", "CREATE TABLE b (i int)");

            assertThat(session.one("SELECT to_regclass('a') IS NOT NULL").flag(0))
                    .isTrue();
            session.rollback();
        }
    }

    @Test
    void readsAllAnswersBeforeItTellsOfAListenersFault() {
        StatementListener faulty = new StatementListener() {
            @Override
            public void started(String sql) {}

            @Override
            public void finished(String sql, Duration took, long rows, Optional<SqlFailure> failure) {
                throw new IllegalStateException("the disk is full");
            }
        };
        try (Session session =
                Session.open(db.url(), SessionOptions.named("pipeline").heardBy(faulty))) {
            session.begin();
            assertThatThrownBy(() -> session.pipelined(List.of("SELECT 1", "SELECT 2"), Optional.empty(), number -> {}))
                    .hasMessage("the disk is full");

            assertThat(session.one("SELECT 'the next answer'").text(0)).isEqualTo("the next answer");
            session.rollback();
        }
    }

    @Test
    void takesAsManyAsThereAre() {
        List<String> many = IntStream.range(0, 64)
                .mapToObj(i -> "CREATE TABLE t" + i + " (i int)")
                .toList();
        try (Session session = open()) {
            session.begin();
            for (int flight = 0; flight < 10; flight++) {
                session.pipelined(many, Optional.of("DO $$ BEGIN RAISE NOTICE 'passed'; END $$"), number -> {});
                session.rollback();
                session.begin();
            }
            session.rollback();
        }
        assertThat(heard).hasSize(10 * 2 * 64);
    }

    @Test
    void commitsAndBeginsInOne() {
        try (Session session = open()) {
            session.begin();
            session.script("CREATE TABLE a (i int)");
            Optional<String> next = session.commitAndBegin();

            assertThat(session.inTransaction()).isTrue();
            assertThat(next)
                    .contains(session.one("SELECT pg_current_xact_id()::text").text(0));
            session.rollback();
        }
        assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("a");
    }

    @Test
    void isInNoTransactionWhereTheCommitFailed() {
        try (Session session = open()) {
            session.script("CREATE TABLE a (i int PRIMARY KEY, j int REFERENCES a DEFERRABLE INITIALLY DEFERRED)");
            session.begin();
            session.script("INSERT INTO a VALUES (1, 2)");

            assertThatThrownBy(session::commitAndBegin)
                    .isInstanceOfSatisfying(
                            StatementFailedException.class,
                            e -> assertThat(e.failure().sqlState()).isEqualTo("23503"));
            assertThat(session.inTransaction()).isFalse();
        }
        assertThat(db.query("SELECT count(*) FROM a")).isEqualTo("0");
    }

    private void refused(String state, Session session, String... statements) {
        assertThatThrownBy(() -> session.pipelined(List.of(statements), Optional.of("SELECT 1"), number -> {}))
                .isInstanceOfSatisfying(
                        StatementFailedException.class,
                        e -> assertThat(e.failure().sqlState()).isEqualTo(state));
    }

    private Session open() {
        return Session.open(db.url(), SessionOptions.named("pipeline").heardBy(listener));
    }
}
