package dev.pgplaybook.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.database.SqlFailure;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.database.StatementListener;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.journal.Trace.Lock;
import dev.pgplaybook.journal.Trace.Remark;
import dev.pgplaybook.journal.Trace.Verdict;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Patience;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TracerTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @SuppressWarnings("NullAway.Init")
    private Session session;

    @SuppressWarnings("NullAway.Init")
    private Tracer tracer;

    @BeforeEach
    void begin() {
        db.execute("CREATE TABLE users (id int PRIMARY KEY);"
                + "CREATE TABLE trades (id int PRIMARY KEY, user_id int, symbol varchar(10), number int);"
                + "INSERT INTO users SELECT generate_series(1, 100);"
                + "INSERT INTO trades SELECT i, i % 100 + 1, 's', i FROM generate_series(1, 20000) i");
        StatementListener listener = new StatementListener() {
            @Override
            public void started(String sql) {}

            @Override
            public void finished(String sql, Duration took, long rows, Optional<SqlFailure> failure) {}

            @Override
            public void noticed(String message) {
                tracer.noticed(message);
            }
        };
        session = Session.open(db.url(), SessionOptions.named("traced").heardBy(listener));
        tracer = new Tracer(session, false, false);
    }

    @AfterEach
    void end() {
        tracer.close();
        session.close();
    }

    @Test
    void seesTheRewriteOfATypeAndNoneOfAWiderOne() {
        List<Trace> traces = inTransaction(
                "ALTER TABLE trades ALTER COLUMN symbol TYPE varchar(20)",
                "ALTER TABLE users ALTER COLUMN id TYPE bigint");

        assertThat(traces.get(0).rewrites()).isEmpty();
        assertThat(traces.get(0).locks()).containsExactly(new Lock("trades", "table", "ACCESS EXCLUSIVE", false));
        assertThat(traces.get(1).rewrites()).containsExactly("users", "users_pkey");
        assertThat(traces.get(1).walBytes()).isPositive();
        assertThat(traces).extracting(Trace::verdict).containsOnly(Verdict.CONFIRMED);
        assertThat(tracer.rewrites()).containsExactly("users", "users_pkey");
        assertThat(tracer.held())
                .extracting(Event.Held::relation, Event.Held::mode, Event.Held::statement)
                .containsExactly(tuple("trades", "ACCESS EXCLUSIVE", 1), tuple("users", "ACCESS EXCLUSIVE", 2));
    }

    @Test
    void leavesOutWhatTheMigrationHasMadeItself() {
        List<Trace> traces = inTransaction(
                "CREATE TABLE fresh (id int)",
                "INSERT INTO fresh VALUES (1)",
                "ALTER TABLE fresh ALTER id TYPE bigint");

        assertThat(traces.get(0).made()).containsExactly("fresh");
        assertThat(traces.get(2).locks()).isEmpty();
        assertThat(traces.get(2).rewrites()).isEmpty();
        assertThat(traces).extracting(Trace::verdict).containsOnly(Verdict.CONFIRMED);
        assertThat(tracer.held()).isEmpty();
    }

    @Test
    void namesALockOnceAndWhereItBecomesStronger() {
        List<Trace> traces = inTransaction(
                "CREATE INDEX i ON trades (symbol)", "ALTER TABLE trades ADD c int", "ALTER TABLE trades ADD d int");

        assertThat(traces).extracting(trace -> trace.locks().size()).containsExactly(1, 1, 0);
        assertThat(traces.get(0).locks().get(0).mode()).isEqualTo("SHARE");
        assertThat(traces.get(1).locks().get(0).mode()).isEqualTo("ACCESS EXCLUSIVE");
        assertThat(traces).extracting(Trace::verdict).containsOnly(Verdict.CONFIRMED);
    }

    @Test
    void aStrongLockThatTheWordsDoNotTellIsAnError() {
        db.execute("CREATE FUNCTION change() RETURNS void LANGUAGE plpgsql AS"
                + " 'BEGIN ALTER TABLE trades ALTER COLUMN number TYPE bigint; END'");

        Trace trace = inTransaction("SELECT change()").get(0);

        assertThat(trace.verdict()).isEqualTo(Verdict.UNPREDICTED);
        assertThat(trace.remarks()).extracting(Remark::rule).contains("R001", "R002");
        assertThat(trace.remarks()).extracting(Remark::severity).containsOnly(Trace.Severity.ERROR);
        assertThat(trace.remarks().get(0).text())
                .isEqualTo("takes ACCESS EXCLUSIVE on trades, which its words do not tell");
    }

    @Test
    void whatABlockOfCodeDoesIsSeenAndNotForeseen() {
        Trace trace = inTransaction("DO $$ BEGIN ALTER TABLE trades ADD c int; END $$")
                .get(0);

        assertThat(trace.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(trace.locks()).extracting(Lock::relation).containsExactly("trades");
        assertThat(trace.remarks()).isEmpty();
    }

    @Test
    void whatWasForeseenAndDidNotHappenIsSaid() {
        Trace trace = inTransaction("CREATE TABLE IF NOT EXISTS trades (id int REFERENCES users)")
                .get(0);

        assertThat(trace.verdict()).isEqualTo(Verdict.NOT_OBSERVED);
        assertThat(trace.remarks())
                .containsExactly(new Remark(
                        "R003",
                        Trace.Severity.INFORMATION,
                        "did not take SHARE ROW EXCLUSIVE on users, as was foreseen"));
    }

    @Test
    void tellsWhatAStatementLeavesUnfinished() {
        Trace trace = inTransaction(
                        "ALTER TABLE trades ADD CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users NOT VALID")
                .get(0);

        assertThat(trace.left()).containsExactly("NOT VALID constraint of_user of trades");
        assertThat(trace.remarks()).extracting(Remark::rule).containsExactly("R006");
        assertThat(trace.locks())
                .extracting(Lock::relation, Lock::role, Lock::mode)
                .containsExactly(
                        tuple("trades", "table", "SHARE ROW EXCLUSIVE"),
                        tuple("users", "referenced", "SHARE ROW EXCLUSIVE"));
    }

    @Test
    void countsWhatIsWrittenToTemporaryFiles() {
        db.execute("INSERT INTO trades SELECT i, 1, 's', i FROM generate_series(20001, 100000) i");

        List<Trace> traces = inTransaction(
                "SET LOCAL maintenance_work_mem = '1MB'",
                "SET LOCAL max_parallel_maintenance_workers = 0",
                "CREATE INDEX i ON trades (symbol, number)");

        assertThat(traces.get(0).temporaryBytes()).isZero();
        assertThat(traces.get(2).temporaryBytes()).isPositive();
        assertThat(traces.get(2).walBytes()).isGreaterThan(100_000);
    }

    @Test
    void seesThatALockIsWaitedFor() throws SQLException {
        Connection other = db.connect();
        other.setAutoCommit(false);
        other.createStatement().execute("SELECT 1 FROM trades LIMIT 1");
        CompletableFuture<List<Trace>> traced =
                CompletableFuture.supplyAsync(() -> inTransaction("ALTER TABLE trades ADD c int"));
        // Longer than the watcher's glance behind the moment when the statement is seen to wait.
        Patience.until("the statement waits", () -> waits(1));
        pause();
        other.rollback();

        assertThat(traced.join().get(0).locks()).containsExactly(new Lock("trades", "table", "ACCESS EXCLUSIVE", true));
    }

    @Test
    void seesFromOutsideWhatConcurrentlyHolds() throws SQLException {
        Connection other = db.connect();
        other.setAutoCommit(false);
        other.createStatement().execute("UPDATE trades SET symbol = 'x' WHERE id = 1");
        CompletableFuture<List<Trace>> traced =
                CompletableFuture.supplyAsync(() -> apart("CREATE INDEX CONCURRENTLY i ON trades (symbol)"));
        Patience.until("the statement waits", () -> waits(1));
        pause();
        other.rollback();

        Trace trace = traced.join().get(0);
        assertThat(trace.locks()).contains(new Lock("trades", "table", "SHARE UPDATE EXCLUSIVE", false));
        assertThat(trace.made()).containsExactly("i");
        assertThat(trace.left()).isEmpty();
        assertThat(trace.verdict()).isEqualTo(Verdict.CONFIRMED);
    }

    @Test
    void tellsOfAnIndexThatIsLeftInvalid() {
        tracer.begin(List.of());
        Statement statement = statements("CREATE UNIQUE INDEX CONCURRENTLY i ON trades (user_id)")
                .get(0);
        tracer.before(statement);
        assertThatThrownBy(() -> session.script(statement.text())).isInstanceOf(StatementFailedException.class);

        assertThat(tracer.after(true).orElseThrow().left()).containsExactly("invalid index i");
    }

    @Test
    void looksOnWhateverRoleAScriptTakesOn() {
        db.execute("DROP ROLE IF EXISTS tracer_test_role; CREATE ROLE tracer_test_role;"
                + "GRANT USAGE, CREATE ON SCHEMA public TO tracer_test_role");

        List<Trace> traces = inTransaction(
                "SET LOCAL ROLE tracer_test_role", "SET LOCAL search_path = ''", "CREATE TABLE public.fresh (id int)");

        assertThat(traces.get(2).made()).containsExactly("fresh");
        db.execute("DROP TABLE fresh; DROP OWNED BY tracer_test_role; DROP ROLE tracer_test_role");
    }

    @Test
    void aStatementThatFailsHasNoTrace() {
        session.begin();
        tracer.begin(List.of());
        Statement statement = statements("SELECT 1 / 0").get(0);
        tracer.before(statement);
        assertThatThrownBy(() -> session.script(statement.text())).isInstanceOf(StatementFailedException.class);
        assertThat(tracer.after(true)).isEmpty();
        session.rollback();
        assertThat(inTransaction("ALTER TABLE trades ADD c int").get(0).locks()).hasSize(1);
    }

    @Test
    void aNameThatIsNoneBreaksNothing() {
        Trace trace =
                inTransaction("ALTER TABLE \"trades\" ADD U&\"c\\0061\" int").get(0);

        assertThat(trace.locks()).extracting(Lock::role).containsExactly("table");
    }

    private boolean waits(int number) {
        return db.query(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'traced' AND wait_event_type = 'Lock'")
                .equals(String.valueOf(number));
    }

    private static void pause() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<Trace> inTransaction(String... statements) {
        session.begin();
        List<Trace> traces = apart(statements);
        session.commit();
        return traces;
    }

    private List<Trace> apart(String... statements) {
        List<Statement> script = statements(String.join(";\n", statements));
        tracer.begin(script);
        List<Trace> traces = new ArrayList<>();
        for (Statement statement : script) {
            tracer.before(statement);
            session.script(statement.text());
            traces.add(tracer.after(false).orElseThrow());
        }
        return traces;
    }

    private static List<Statement> statements(String sql) {
        return Script.split(Source.of(Path.of("migration.sql"), sql)).statements();
    }
}
