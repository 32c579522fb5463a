package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Event.StatementFinished;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal that is traced leaves in its record what each statement did, and the next plan tells it. */
class TraceTest {

    private static final String NAME = "20250101000000_a";

    private static final String LEGACY = "  - id: legacy\n    resolve: { applied: [20240101000000_init] }";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void recordsWhatEachStatementDidAndThePlanShowsIt() {
        Trial trial = new Trial(directory);
        trial.write("migrations/" + NAME + "/migration.sql", """
                ALTER TABLE trades ALTER COLUMN price TYPE bigint;
                ALTER TABLE trades ADD CONSTRAINT positive CHECK (price > 0) NOT VALID;
                """);
        trial.write("migrations/20240101000000_init/migration.sql", """
                CREATE TABLE trades (id int PRIMARY KEY, price int);
                INSERT INTO trades SELECT i, i FROM generate_series(1, 1000) i;
                """);
        Path playbook = trial.write("book.yaml", """
                version: 1
                playbook: book
                migrations: migrations
                targets:
                  production: { url: "${DATABASE_URL}" }
                  copy: { sandbox: { like: empty } }
                steps:
                  - id: all
                    deploy: all
                """);
        trial.tracing = Tracing.TRACE;

        try (OpenRun run = trial.begin(playbook, "copy", Order.Manner.REHEARSAL, Map.of())) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
            List<Trace> traces = Journal.entries(run.directory()).stream()
                    .map(Entry::event)
                    .filter(StatementFinished.class::isInstance)
                    .flatMap(event -> ((StatementFinished) event).trace().stream())
                    .toList();
            assertThat(traces)
                    .extracting(Trace::rewrites)
                    .containsExactly(List.of(), List.of(), List.of("trades", "trades_pkey"), List.of());
            assertThat(traces.get(0).made()).containsExactly("trades", "trades_pkey");
            assertThat(traces.get(3).left()).containsExactly("NOT VALID constraint positive of trades");
        }
        Event.MigrationTraced summary =
                trial.events(Event.MigrationTraced.class).get(1);
        assertThat(summary.held()).extracting(Event.Held::relation).containsExactly("trades");
        assertThat(summary.remarks()).extracting(Trace.Remark::rule).containsExactly("R006");

        assertThat(summary.migration()).isEqualTo(NAME);

        Order order = trial.order(
                playbook,
                "production",
                Order.Manner.GUIDED,
                Map.of("DATABASE_URL", db.url().withPassword()));
        Preview.of(order, trial.equipment(trial.operator));

        List<String> planned = trial.events(Event.Planned.class).stream()
                .flatMap(event -> event.plan().lines().stream())
                .map(Plan.Line::text)
                .toList();
        assertThat(planned)
                .anyMatch(line -> line.contains("traced in ") && line.contains("held ACCESS EXCLUSIVE on trades"));
        assertThat(planned)
                .anyMatch(line -> line.contains("warning R006: statement 2 leaves the NOT VALID constraint"));
    }

    @Test
    void whatWasLeftStopsTheNextRunWhereThePlaybookSaysSo() {
        Trial trial = new Trial(directory);
        rehearsed(trial, "ALTER TABLE trades ADD CONSTRAINT positive CHECK (price > 0) NOT VALID;");

        assertThat(hazards(trial, "hazards: { fail_on: warning }"))
                .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAILED))
                .extracting(Finding::said, InstanceOfAssertFactories.STRING)
                .contains("R006 at ");
        assertThat(hazards(trial, "hazards: { fail_on: warning, allow: [R006: the next release validates it] }"))
                .extracting(Finding::verdict)
                .isEqualTo(Finding.Verdict.PASSED);
    }

    @Test
    void aSchemaThatNobodyDeclaredStopsTheNextRunWhereThePlaybookSaysSo() {
        Trial trial = new Trial(directory);
        Result ended = rehearsed(trial, """
                DO $$ BEGIN
                  IF EXISTS (SELECT FROM trades) THEN CREATE INDEX by_price ON trades (price); END IF;
                END $$;
                """);
        assertThat(ended).isInstanceOf(Result.Failed.class);

        assertThat(hazards(trial, "hazards: { fail_on: error }"))
                .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAILED))
                .extracting(Finding::said, InstanceOfAssertFactories.STRING)
                .contains("R005 at ")
                .contains("index public.by_price is added");
        assertThat(hazards(trial, "hazards: { fail_on: error, allow: [R005: it is only there where rows are] }"))
                .extracting(Finding::verdict)
                .isEqualTo(Finding.Verdict.PASSED);
    }

    private static Result rehearsed(Trial trial, String sql) {
        String base = "CREATE TABLE trades (id int PRIMARY KEY, price int);\n";
        trial.write("migrations/20240101000000_init/migration.sql", base);
        trial.write("migrations/" + NAME + "/migration.sql", sql);
        trial.write("base.sql", base + "INSERT INTO trades SELECT i, i FROM generate_series(1, 1000) i;");
        trial.tracing = Tracing.TRACE;
        try (OpenRun run = trial.begin(book(trial, "", LEGACY), "copy", Order.Manner.REHEARSAL, Map.of())) {
            return run.walk(Optional.empty());
        }
    }

    private static Path book(Trial trial, String head, String legacy) {
        return trial.write("book.yaml", """
                version: 1
                playbook: book
                migrations: migrations
                %s
                targets:
                  production: { url: "${DATABASE_URL}" }
                  copy: { sandbox: { like: { file: base.sql } } }
                steps:
                %s
                  - id: all
                    deploy: all
                """.formatted(head, legacy));
    }

    /** What a run on the target would be told of the hazards before anything is changed. */
    private Finding hazards(Trial trial, String head) {
        trial.events.clear();
        Order order = trial.order(
                book(trial, head, ""),
                "production",
                Order.Manner.GUIDED,
                Map.of("DATABASE_URL", db.url().withPassword()));
        Preview.of(order, trial.equipment(trial.operator));
        return trial.events(Event.Checked.class).stream()
                .map(Event.Checked::finding)
                .filter(finding -> finding.id().equals("all.hazards"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void seesAScriptThatIsSentAsOneQuery() {
        Trial trial = new Trial(directory);
        trial.write("migrations/20240101000000_init/migration.sql", """
                CREATE TABLE trades (id int PRIMARY KEY, price int);
                INSERT INTO trades SELECT i, i FROM generate_series(1, 100000) i;
                """);
        trial.write("migrations/" + NAME + "/migration.sql", """
                ALTER TABLE trades ALTER COLUMN price TYPE bigint;
                ALTER TABLE trades ADD CONSTRAINT positive CHECK (price > 0) NOT VALID;
                """);
        Path playbook = trial.write("book.yaml", """
                version: 1
                playbook: book
                migrations: migrations
                execution: whole-script
                targets:
                  copy: { sandbox: { like: empty } }
                steps:
                  - id: all
                    deploy: all
                """);
        trial.tracing = Tracing.TRACE;

        try (OpenRun run = trial.begin(playbook, "copy", Order.Manner.REHEARSAL, Map.of())) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }

        List<Trace> traces = trial.events(StatementFinished.class).stream()
                .flatMap(event -> event.trace().stream())
                .toList();
        assertThat(traces).extracting(Trace::number).containsExactly(1, 1);
        assertThat(traces.get(1).rewrites()).containsExactly("trades", "trades_pkey");
        assertThat(traces.get(1).left()).containsExactly("NOT VALID constraint positive of trades");
        assertThat(traces.get(1).locks())
                .anySatisfy(lock -> assertThat(lock.mode()).isEqualTo("ACCESS EXCLUSIVE"));
        assertThat(traces.get(1).verdict()).isEqualTo(Trace.Verdict.CONFIRMED);
    }
}
