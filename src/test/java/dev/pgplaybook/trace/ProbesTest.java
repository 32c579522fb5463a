package dev.pgplaybook.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event.Stall;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.testing.DatabaseExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statements hold their locks for a while of their own making, so that what is measured does not depend on the machine. */
class ProbesTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void whoWritesStopsAndWhoReadsDoesNotWhileAnIndexIsBuilt() {
        db.execute("CREATE TABLE users (id int PRIMARY KEY);"
                + "CREATE TABLE trades (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, side text CHECK (side IN ('buy', 'sell')));"
                + "INSERT INTO users SELECT generate_series(1, 10);"
                + "INSERT INTO trades SELECT i, i % 10 + 1, 'buy' FROM generate_series(1, 500) i");

        List<Stall> stalls = traced("CREATE INDEX i ON trades (side)", "SELECT pg_sleep(0.6)");

        assertThat(stalls).extracting(Stall::who).containsOnly(Probes.WRITERS);
        assertThat(stalls).extracting(Stall::relation).containsOnly("trades");
        Stall whole = stalls.get(0);
        assertThat(whole.statement()).isZero();
        assertThat(whole.longestMillis()).isBetween(400L, 20_000L);
        assertThat(whole.fails()).isEmpty();
        assertThat(stalls).anySatisfy(stall -> {
            assertThat(stall.statement()).isEqualTo(2);
            assertThat(stall.longestMillis()).isGreaterThan(300);
        });
        assertThat(db.query("SELECT count(*) FROM trades")).isEqualTo("500");
    }

    @Test
    void everybodyStopsAtTheStrongestLockAndTheOldShapeFailsBehindIt() {
        db.execute("CREATE TABLE trades (id int PRIMARY KEY, side text NOT NULL);"
                + "INSERT INTO trades SELECT i, 'buy' FROM generate_series(1, 500) i");

        List<Stall> stalls = traced(
                "ALTER TABLE trades ADD price int NOT NULL DEFAULT 0",
                "ALTER TABLE trades ALTER price DROP DEFAULT",
                "SELECT pg_sleep(0.6)");

        assertThat(stalls).extracting(Stall::who).contains(Probes.READERS, Probes.WRITERS);
        Optional<Stall> writers = stalls.stream()
                .filter(stall -> stall.who().equals(Probes.WRITERS) && stall.statement() == 0)
                .findFirst();
        assertThat(writers.orElseThrow().fails().orElseThrow()).contains("null value in column \"price\"");
        Optional<Stall> readers = stalls.stream()
                .filter(stall -> stall.who().equals(Probes.READERS) && stall.statement() == 0)
                .findFirst();
        assertThat(readers.orElseThrow().fails()).isEmpty();
    }

    @Test
    void aTableWithoutRowsIsNotProbedAndThatIsSaid() {
        db.execute("CREATE TABLE trades (id int)");
        try (Session session = Session.open(db.url(), SessionOptions.named("traced"));
                Tracer tracer = new Tracer(session, true, false)) {
            tracer.begin(statements("ALTER TABLE trades ADD c int"));

            assertThat(tracer.notes()).containsExactly("trades has no rows, so that nothing is measured on it");
            assertThat(tracer.stalls()).isEmpty();
        }
    }

    @Test
    void aWaitIsCountedOnceAndAtTheStatementsThatItSpans() {
        long second = 1_000_000_000L;
        List<Probe.Attempt> attempts = List.of(
                new Probe.Attempt(second, 4 * second, Optional.empty()),
                new Probe.Attempt(2 * second, 4 * second, Optional.empty()),
                new Probe.Attempt(5 * second, 5 * second + 1, Optional.empty()));
        List<Span> spans = List.of(
                new Span(1, "a:1:1", "users", false, 0, 2 * second),
                new Span(2, "a:2:1", "trades", true, 2 * second, 3 * second));

        List<Stall> stalls =
                new Stalls("trades", Probes.WRITERS, Map.of("trades", 10L)).of(attempts, spans, Optional.empty());

        assertThat(stalls).extracting(Stall::statement).containsExactly(0, 1, 2);
        assertThat(stalls).extracting(Stall::longestMillis).containsExactly(3_000L, 1_000L, 1_000L);
        assertThat(stalls).extracting(Stall::totalMillis).containsExactly(3_000L, 1_000L, 1_000L);
        assertThat(stalls).extracting(Stall::causeRows).containsExactly(0L, 0L, 10L);
        assertThat(stalls).extracting(Stall::grows).containsExactly(true, false, true);
    }

    private List<Stall> traced(String... script) {
        List<Statement> statements = statements(String.join(";\n", script));
        try (Session session = Session.open(db.url(), SessionOptions.named("traced"));
                Tracer tracer = new Tracer(session, true, false)) {
            session.begin();
            tracer.begin(statements);
            for (Statement statement : statements) {
                tracer.before(statement);
                session.script(statement.text());
                tracer.after(false);
            }
            session.commit();
            assertThat(tracer.notes()).isEmpty();
            return tracer.stalls();
        }
    }

    private static List<Statement> statements(String sql) {
        return Script.split(Source.of(Path.of("migration.sql"), sql)).statements();
    }
}
