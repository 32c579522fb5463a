package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Patience;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {

    private static final SessionOptions NAMED = SessionOptions.named("pgplaybook/test");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void leavesNothingOfAScriptWhoseLastStatementFails() {
        try (Session session = Session.open(db.url(), NAMED)) {
            refused("22012", () -> session.script("CREATE TABLE a (i int); INSERT INTO a VALUES (1); SELECT 1 / 0"));

            assertThat(session.inTransaction()).isFalse();
            assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("null");
        }
    }

    @Test
    void keepsEachStatementThatWasSentAlone() {
        try (Session session = Session.open(db.url(), NAMED)) {
            session.script("CREATE TABLE a (i int)");
            refused("22012", () -> session.execute("SELECT 1 / 0", List.of()));

            assertThat(db.query("SELECT to_regclass('a')")).isEqualTo("a");
        }
    }

    @Test
    void commitsAndRollsBackWhatItBegan() {
        try (Session session = Session.open(db.url(), NAMED)) {
            session.begin();
            session.script("CREATE TABLE kept (i int)");
            assertThat(session.inTransaction()).isTrue();
            session.commit();
            session.begin();
            session.script("CREATE TABLE lost (i int)");
            session.rollback();

            assertThat(session.inTransaction()).isFalse();
            assertThat(db.rows("SELECT to_regclass('kept'), to_regclass('lost')"))
                    .containsExactly(List.of("kept", "null"));
        }
    }

    @Test
    void takesBackWhatAScriptSetAndKeepsItsAdvisoryLocks() {
        SessionOptions options = NAMED.timeouts(Optional.of(Duration.ofSeconds(3)), Optional.of(Duration.ofMinutes(2)));
        try (Session session = Session.open(db.url(), options)) {
            session.query("SELECT pg_advisory_lock(?)", 42L);
            String before = settings(session);
            session.script("SET lock_timeout = 0; SET statement_timeout = 0; SET application_name = 'other';"
                    + " SELECT set_config('search_path', '', false); SET ROLE pg_monitor;"
                    + " SET default_transaction_read_only = on; SET idle_in_transaction_session_timeout = '1min'");
            assertThat(settings(session)).isNotEqualTo(before);

            session.resetSettings();

            assertThat(settings(session)).isEqualTo(before);
            assertThat(session.one(
                                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
                            .number(0))
                    .isEqualTo(1);
        }
    }

    /** The driver would set this machine's, and rows would depend on who deploys. */
    @Test
    void worksInTheTimeZoneOfTheServer() {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try {
            assertThat(zoneAfterReset()).isEqualTo(db.query("SELECT current_setting('log_timezone')"));

            db.execute("ALTER DATABASE " + db.url().database() + " SET TimeZone = 'America/New_York'");

            assertThat(zoneAfterReset()).isEqualTo("America/New_York");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ISO, DMY | ISO, DMY",
                "German | ISO, DMY",
                "SQL, YMD | ISO, YMD",
                "European | ISO, DMY",
                "sql | ISO, MDY"
            })
    void readsDatesInTheOrderThatTheDatabaseIsSetTo(String style, String expected) {
        db.execute("ALTER DATABASE " + db.url().database() + " SET DateStyle = '" + style + "'");

        try (Session session = Session.open(db.url(), NAMED)) {
            assertThat(session.one("SELECT current_setting('DateStyle')").text(0))
                    .isEqualTo(expected);
        }
    }

    @Test
    void takesTheRolesOwnTimeZoneBeforeTheDatabases() {
        String role = db.url().database() + "_role";
        db.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'secret'; ALTER ROLE " + role
                + " SET TimeZone = 'Asia/Kolkata';" + " ALTER DATABASE "
                + db.url().database() + " SET TimeZone = 'America/New_York'");
        DatabaseUrl url =
                DatabaseUrl.of(db.url().host(), db.url().port(), db.url().database(), role, "secret");
        try (Session session = Session.open(url, NAMED)) {
            assertThat(session.one("SELECT current_setting('TimeZone')").text(0))
                    .isEqualTo("Asia/Kolkata");
        } finally {
            db.execute("DROP ROLE " + role);
        }
    }

    private String zoneAfterReset() {
        try (Session session = Session.open(db.url(), NAMED)) {
            String zone = session.one("SELECT current_setting('TimeZone')").text(0);
            session.script("SET TimeZone = 'Europe/Paris'");
            session.resetSettings();
            assertThat(session.one("SELECT current_setting('TimeZone')").text(0))
                    .isEqualTo(zone);
            return zone;
        }
    }

    @Test
    void throwsAwayWhatACopySendsAndHearsWhatFailedBehindIt() {
        try (Session session = Session.open(db.url(), NAMED)) {
            session.script("COPY (SELECT 1) TO STDOUT; CREATE TABLE a (i int); COPY a TO STDOUT");
            refused("22012", () -> session.script("COPY (SELECT 1) TO STDOUT; SELECT 1 / 0"));

            assertThat(session.one("SELECT count(*) FROM a").number(0)).isEqualTo(0);
        }
    }

    @Test
    void staysInStepWhereACopyWaitsForRows() {
        try (Session session = Session.open(db.url(), NAMED)) {
            session.script("CREATE TABLE a (i int)");
            refused("22P04", () -> session.script("SELECT 1; COPY a FROM STDIN; SELECT 2"));

            assertThat(session.one("SELECT 42").number(0)).isEqualTo(42);
            assertThat(session.script("SELECT 43").rows().get(0).number(0)).isEqualTo(43);
            session.begin();
            assertThat(session.inTransaction()).isTrue();
            session.rollback();
            assertThat(session.inTransaction()).isFalse();
        }
    }

    @Test
    void sendsNothingThatAnotherEncodingWouldGarble() {
        try (Session session = Session.open(db.url(), NAMED)) {
            session.script("SET client_encoding = 'LATIN1'");

            assertThat(session.ask("SELECT chr(228)", List.of()).rows().get(0).text(0))
                    .isEqualTo("ä");
            refused("22021", () -> session.script("SELECT '€'"));
            refused("22021", () -> session.ask("SELECT ?", List.of("€")));
            session.resetSettings();
            assertThat(session.ask("SELECT ?", List.of("€")).rows().get(0).text(0))
                    .isEqualTo("€");
        }
    }

    @Test
    void takesBackAnotherAuthorization() {
        try (Session session = Session.open(db.url(), NAMED)) {
            session.script("SET SESSION AUTHORIZATION pg_monitor");

            session.resetSettings();

            assertThat(session.one("SELECT session_user").text(0))
                    .isEqualTo(db.url().user());
        }
    }

    @Test
    void endsTheStatementUnderWayWhenAnotherThreadAsks() {
        Cancellation cancellation = new Cancellation();
        try (Session session = Session.open(db.url(), NAMED.stoppedBy(cancellation))) {
            CompletableFuture<Void> sleeping = CompletableFuture.runAsync(() -> session.script("SELECT pg_sleep(600)"));
            awaitActive("pgplaybook/test");

            cancellation.request();

            assertThatThrownBy(sleeping::join).cause().isInstanceOfSatisfying(StatementFailedException.class, e -> {
                assertThat(e.failure().sqlState()).isEqualTo("57014");
                assertThat(e.first().code()).isEqualTo(ProblemCode.PB413);
            });
            assertThat(session.one("SELECT 1").number(0)).isEqualTo(1);
        }
    }

    @Test
    void letsTheServerRefuseWhatAReaderWouldChange() {
        try (Session session = Session.open(db.url(), NAMED.asReader())) {
            refused("25006", () -> session.script("CREATE TABLE t (i int)"));
            refused("25006", () -> session.execute("SELECT lo_create(0)", List.of()));

            assertThat(session.one("SELECT 1").number(0)).isEqualTo(1);
        }
    }

    @Test
    void bringsItsTimeoutsToTheServer() {
        SessionOptions options =
                NAMED.timeouts(Optional.of(Duration.ofMillis(50)), Optional.of(Duration.ofMillis(4_321)));
        db.execute("CREATE TABLE t (i int)");
        try (Session holder = Session.open(db.url(), NAMED);
                Session session = Session.open(db.url(), options)) {
            holder.begin();
            holder.script("LOCK TABLE t");

            assertThat(session.one("SELECT current_setting('statement_timeout')")
                            .text(0))
                    .isEqualTo("4321ms");
            refused("55P03", () -> session.script("ALTER TABLE t ADD COLUMN j int"));
            holder.rollback();
        }
    }

    @Test
    void worksInTheSchemaOfTheUrl() {
        db.execute("CREATE SCHEMA \"my app\"");
        DatabaseUrl url = db.url();
        DatabaseUrl inSchema = new DatabaseUrl(
                url.host(),
                url.port(),
                url.database(),
                url.user(),
                url.password(),
                url.parameters(),
                Optional.of("my app"),
                false);
        try (Session session = Session.open(inSchema, NAMED)) {
            session.script("CREATE TABLE t (i int)");
        }

        assertThat(db.query("SELECT schemaname FROM pg_tables WHERE tablename = 't'"))
                .isEqualTo("my app");
    }

    @Test
    void showsOthersWhoItIs() {
        try (Session session = Session.open(db.url(), NAMED)) {
            assertThat(
                            db.query(
                                    "SELECT pid FROM pg_stat_activity WHERE application_name = 'pgplaybook/test' AND datname = current_database()"))
                    .isEqualTo(String.valueOf(session.backendPid()));
        }
    }

    @Test
    void tellsItsListenerOfEveryStatementOfTheUser() {
        List<String> heard = new ArrayList<>();
        try (Session session = Session.open(db.url(), NAMED.heardBy(listener(heard)))) {
            session.script("CREATE TABLE t (a int, b text)");
            session.execute("INSERT INTO t VALUES (?, 'x')", List.of("1"));
            session.copyIn("COPY t FROM stdin", new StringReader("2\ty\n3\tz\n"));
            refused("22012", () -> session.script("SELECT 1 / 0"));
            session.query("SELECT 'bookkeeping'");
        }

        assertThat(heard)
                .containsExactly(
                        "> CREATE TABLE t (a int, b text)",
                        "< 0",
                        "> INSERT INTO t VALUES (?, 'x')",
                        "< 1",
                        "> COPY t FROM stdin",
                        "< 2",
                        "> SELECT 1 / 0",
                        "< 22012");
        assertThat(db.query("SELECT string_agg(b, '' ORDER BY a) FROM t")).isEqualTo("xyz");
    }

    private static StatementListener listener(List<String> heard) {
        return new StatementListener() {
            @Override
            public void started(String sql) {
                heard.add("> " + sql);
            }

            @Override
            public void finished(String sql, Duration took, long rows, Optional<SqlFailure> failure) {
                heard.add("< " + failure.map(SqlFailure::sqlState).orElse(String.valueOf(rows)));
            }
        };
    }

    private static void refused(String sqlState, ThrowingCallable statement) {
        assertThatThrownBy(statement)
                .isInstanceOfSatisfying(
                        StatementFailedException.class,
                        e -> assertThat(e.failure().sqlState()).isEqualTo(sqlState));
    }

    private static String settings(Session session) {
        return session.query("""
                        SELECT current_user, current_setting('search_path'), current_setting('lock_timeout'), current_setting('statement_timeout'),
                               current_setting('application_name'), current_setting('default_transaction_read_only'),
                               current_setting('idle_in_transaction_session_timeout'), current_setting('DateStyle')""").toString();
    }

    private void awaitActive(String application) {
        Patience.until(
                "the statement is under way",
                () -> db.query("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND application_name = '"
                                + application + "' AND query LIKE '%pg_sleep%'")
                        .equals("1"));
    }
}
