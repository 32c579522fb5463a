package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Patience;
import dev.pgplaybook.testing.PgBouncer;
import dev.pgplaybook.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through a real PgBouncer. */
class PoolerTest {

    private static final SessionOptions NAMED = SessionOptions.named("pgplaybook/test/pooler");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "statement"})
    void opensNoSessionThatChangesThroughATransactionsPooler(String mode) {
        try (PgBouncer pooler = start(mode)) {
            Problem problem = refused(pooler.url(), NAMED);

            assertThat(problem.code()).isEqualTo(ProblemCode.PB408);
            assertThat(problem.message())
                    .contains("through a pooler in transaction mode at 127.0.0.1:")
                    .contains("two connections that were open at once were served by one process of the server");
            assertThat(problem.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("direct URL"));
        }
    }

    /** The pool gives its connections in turn, so that no two clients meet on one at the same time. */
    @Test
    void recognisesAPoolerThatTakesItsConnectionsInTurn() throws SQLException {
        try (PgBouncer pooler = start("transaction", "server_round_robin = 1", "default_pool_size = 3")) {
            fill(pooler, 3);

            assertThat(refused(pooler.url(), NAMED).message())
                    .contains("one connection was served by two processes of the server");
        }
    }

    @Test
    void recognisesAPoolOfOneConnection() {
        try (PgBouncer pooler = start("transaction", "default_pool_size = 1")) {
            assertThat(refused(pooler.url(), NAMED).code()).isEqualTo(ProblemCode.PB408);
        }
    }

    @Test
    void givesUpOnAPoolWhoseConnectionsAreAllTaken() throws SQLException {
        try (PgBouncer pooler = start("transaction", "default_pool_size = 1");
                Connection other = TestServer.connect(pooler.url())) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT 1");

            Problem problem = refused(pooler.url("?connect_timeout=2"), NAMED);

            assertThat(problem.code()).isEqualTo(ProblemCode.PB402);
            assertThat(problem.message()).endsWith("did not answer within 2 s");
        }
    }

    @Test
    void leavesNothingSetOnThePoolersConnections() throws SQLException {
        db.execute("CREATE SCHEMA app; CREATE TABLE app.t (i int); INSERT INTO app.t VALUES (7)");
        try (PgBouncer pooler = start("transaction", "default_pool_size = 1")) {
            SessionOptions reader = NAMED.asReader().timeouts(Optional.of(Duration.ofSeconds(3)), Optional.empty());
            try (Session session = Session.open(pooler.url("?schema=app"), reader)) {
                assertThat(session.url().pooled()).isTrue();
                assertThat(session.one("SELECT i FROM t WHERE i = ?", 7).number(0))
                        .isEqualTo(7);
                assertThat(session.one("SHOW lock_timeout").text(0)).isEqualTo("3s");
                assertThat(session.one("SHOW transaction_read_only").text(0)).isEqualTo("on");
            }

            try (Connection other = TestServer.connect(pooler.url());
                    ResultSet rows = other.createStatement()
                            .executeQuery(
                                    "SELECT name FROM pg_settings WHERE source = 'session' AND setting IS DISTINCT FROM reset_val")) {
                while (rows.next()) {
                    // PgBouncer itself gives each client its own of these.
                    assertThat(rows.getString(1))
                            .isIn("application_name", "DateStyle", "TimeZone", "client_encoding", "extra_float_digits");
                }
            }
        }
    }

    @Test
    void worksThroughAPoolerInSessionModeAsWithoutOne() {
        try (PgBouncer pooler = start("session");
                Session session = Session.open(pooler.url("?schema=app"), NAMED)) {
            assertThat(session.url().pooling()).isEqualTo(Pooling.NOT_SHOWN);
            session.script("CREATE SCHEMA app; CREATE TABLE t (i int)");
            session.resetSettings();
            assertThat(session.one("SELECT 't'::regclass::oid = 'app.t'::regclass::oid")
                            .flag(0))
                    .isTrue();
            assertThat(session.one("SHOW client_connection_check_interval").text(0))
                    .isEqualTo("2s");
            assertThat(session.one("SELECT pg_backend_pid()").number(0)).isEqualTo(session.backendPid());
            assertThat(db.query("SELECT application_name FROM pg_stat_activity WHERE pid = " + session.backendPid()))
                    .isEqualTo("pgplaybook/test/pooler");
        }
    }

    /** RESET ALL goes back to what the pooler's own login had, and the driver works with UTF-8 and ISO dates alone. */
    @Test
    void keepsItsEncodingAndDatesWhenItsSettingsAreReset() {
        String database = db.url().database();
        db.execute("ALTER DATABASE " + database + " SET client_encoding = 'LATIN1'; ALTER DATABASE " + database
                + " SET DateStyle = 'SQL, DMY'; ALTER DATABASE " + database + " SET TimeZone = 'Asia/Kathmandu'");
        try (PgBouncer pooler = start("session");
                Session session = Session.open(pooler.url(), NAMED)) {
            String zone = session.one("SHOW TimeZone").text(0);

            session.resetSettings();

            assertThat(session.one("SELECT 'größe 😀'").text(0)).isEqualTo("größe 😀");
            assertThat(session.one("SELECT DATE '2026-11-24'").text(0)).isEqualTo("2026-11-24");
            assertThat(session.one("SHOW TimeZone").text(0)).isEqualTo(zone).isNotEqualTo("Asia/Kathmandu");
        }
    }

    /** The question takes a second connection. */
    @Test
    void asksThroughOnePoolerOnlyOnce() {
        try (PgBouncer pooler = start("session")) {
            Session.open(pooler.url().with(Pooling.NOT_SHOWN), NAMED).close();
            assertThat(backends()).isEqualTo("1");

            DatabaseUrl asked;
            try (Session session = Session.open(pooler.url(), NAMED)) {
                asked = session.url();
            }

            assertThat(backends()).isEqualTo("2");
            assertThat(asked.pooling()).isEqualTo(Pooling.NOT_SHOWN);
        }
    }

    @Test
    void cancelsAStatementThroughAPooler() {
        try (PgBouncer pooler = start("session");
                Session session = Session.open(pooler.url(), NAMED)) {
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> {
                Patience.until(
                        "the statement runs",
                        () -> db.query("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'")
                                .equals("1"));
                session.cancel();
            });

            StatementFailedException failed =
                    catchThrowableOfType(StatementFailedException.class, () -> session.script("SELECT pg_sleep(60)"));

            assertThat(failed.failure().sqlState()).isEqualTo("57014");
            assertThatNoException().isThrownBy(cancelling::join);
        }
    }

    /** The second connection waits for the first to end, and so is given up. */
    @Test
    void worksThroughAPoolOfOneSession() {
        try (PgBouncer pooler = start("session", "default_pool_size = 1");
                Session session = Session.open(pooler.url(), NAMED)) {
            session.script("CREATE TABLE t (i int)");

            assertThat(session.url().pooling()).isEqualTo(Pooling.NOT_SHOWN);
        }
    }

    @Test
    void saysWhatThePoolerDoesNotTake() {
        try (PgBouncer pooler = start("session")) {
            Problem problem = refused(pooler.url("?options=-c%20work_mem%3D8MB"), NAMED);

            assertThat(problem.code()).isEqualTo(ProblemCode.PB402);
            assertThat(problem.message()).endsWith("unsupported startup parameter: options");
            assertThat(problem.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("direct URL"));
        }
    }

    private PgBouncer start(String mode, String... settings) {
        return PgBouncer.start(directory, db.url(), mode, settings);
    }

    /** Makes the pool open as many connections as it may. */
    private static void fill(PgBouncer pooler, int size) throws SQLException {
        List<Connection> holders = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Connection holder = TestServer.connect(pooler.url());
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT 1");
            holders.add(holder);
        }
        for (Connection holder : holders) {
            // PgBouncer keeps no connection whose client left it in a transaction.
            holder.rollback();
            holder.close();
        }
    }

    private String backends() {
        return db.query("SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    private static Problem refused(DatabaseUrl url, SessionOptions options) {
        return catchThrowableOfType(
                        ProblemException.class, () -> Session.open(url, options).close())
                .first();
    }
}
