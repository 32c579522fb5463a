package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.likeness.Extensions;
import dev.pgplaybook.likeness.ScriptLoader;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.CatalogPicture;
import dev.pgplaybook.testing.HostServer;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story, rehearsed on a tenth of production's rows; production's own log tells all that was asked of it. */
class SampledTargetTest {

    private static final String PLAYBOOK = """
            version: 1
            playbook: sampled
            migrations: ../migrations
            targets:
              production: { url: "${URL}", protected: true }
              box:
                sandbox:
                  provider: embedded
                  like: { target: production }
                  rows: { sample: 10%, tables: { users: 100 } }
                  mask: { users.email: email, users.name: hash }
            steps:
              - id: legacy
                resolve: { applied: [20250902181313_init, 20250910205257_add_transactions] }
              - id: roles
                deploy: all
            """;

    private static final Pattern STATEMENT = Pattern.compile("LOG:  (?:statement|execute [^:]+): (.*(?:\\n\\t.*)*)");

    /** What may be said to a production server, in the issue's own list; EXECUTE is of what PREPARE has named. */
    private static final Pattern READING = Pattern.compile(
            "(?:BEGIN|START TRANSACTION|COMMIT|ROLLBACK)(?: ISOLATION LEVEL REPEATABLE READ)?(?: READ ONLY)?"
                    + "|(?:SET|SHOW) .*"
                    + "|SELECT\\s.*"
                    + "|LOCK TABLE .* IN ACCESS SHARE MODE"
                    + "|PREPARE \\w+\\(.*?\\) AS\\s+(?:SELECT|WITH)\\s.*"
                    + "|EXECUTE \\w+\\(.*\\)"
                    + "|COPY .* TO stdout",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What would write or lock within a SELECT; none of these words stands in a catalog's query. */
    private static final Pattern WRITING =
            Pattern.compile("\\b(?:TEMP|TEMPORARY|INTO|INSERT|UPDATE|DELETE|SHARE ROW)\\b|\\b(?:nextval|setval)\\('");

    @TempDir
    Path directory;

    @Test
    void rehearsesOnATenthOfProductionAndOnlyReadsIt() {
        Trial trial = Trial.ofTheStory(directory.resolve("project"));
        try (HostServer production = HostServer.start(directory)) {
            fill(production, trial.directory.resolve("playbooks/production.sql"));
            int logged = production.log().length();

            try (OpenRun run = begin(trial, production)) {
                assertDriftAndClosedReferences(run);
                assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
            }

            assertThat(trial.events(Event.SandboxReady.class))
                    .singleElement()
                    .matches(ready -> ready.like().matches("like the schema of production with [0-9,]+ of its rows"));
            String log = production.log().substring(logged);
            assertOnlyRead(log);
            assertOfOneMoment(log);
            assertThat(log).contains("COPY (SELECT").contains("pgplaybook.salt").doesNotContainPattern("[0-9a-f]{32}");
        }
    }

    private static void fill(HostServer production, Path file) {
        try (Session session = Session.open(production.url(), SessionOptions.named("test"))) {
            new ScriptLoader(session, Progress.silent(), new Extensions(Progress.silent())).load(file);
            session.script("ALTER DATABASE postgres SET log_statement = 'all'");
        }
    }

    private static OpenRun begin(Trial trial, HostServer production) {
        return trial.begin(
                trial.write("playbooks/sampled.yaml", PLAYBOOK),
                "box",
                Order.Manner.REHEARSAL,
                Map.of("URL", production.url().withPassword()));
    }

    private static void assertDriftAndClosedReferences(OpenRun run) {
        assertThat(CatalogPicture.of(run.ground().url()))
                .anyMatch(line -> line.contains("idx_trades_created"))
                .anyMatch(line -> line.contains("referredBy"));
        try (Session sandbox = Session.open(run.ground().url(), SessionOptions.named("test"))) {
            assertThat(sandbox.one("SELECT count(*) FROM trades").number(0)).isBetween(5500L, 6500L);
            assertThat(sandbox.one("SELECT count(*) FROM transactions").number(0))
                    .isBetween(1700L, 2300L);
            assertThat(sandbox.one("SELECT count(*) FROM users WHERE email !~ '^[0-9a-f]{32}@example[.]invalid$'")
                            .number(0))
                    .isZero();
            List<Row> keys =
                    sandbox.query("SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)"
                            + " FROM pg_constraint WHERE contype = 'f'");
            assertThat(keys).hasSize(5);
            for (Row key : keys) {
                sandbox.script("ALTER TABLE " + key.text(0) + " DROP CONSTRAINT " + key.text(1) + ", ADD CONSTRAINT "
                        + key.text(1) + " " + key.text(2));
            }
        }
    }

    /** Both dumps and the sample read at the one snapshot that was exported. */
    private static void assertOfOneMoment(String log) {
        List<String> snapshots = Pattern.compile("SET TRANSACTION SNAPSHOT E?'([^']+)'")
                .matcher(log)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(log).containsOnlyOnce("pg_export_snapshot()");
        assertThat(snapshots).hasSize(3).containsOnly(snapshots.get(0));
    }

    private static void assertOnlyRead(String log) {
        List<String> statements = STATEMENT
                .matcher(log)
                .results()
                .flatMap(found -> List.of(found.group(1).replace("\n\t", "\n").split(";\\s*(?=[A-Z])")).stream())
                .map(statement -> statement.strip().replaceFirst("^--.*\\n", "").replaceFirst(";$", ""))
                .toList();

        assertThat(statements).anyMatch(s -> s.startsWith("COPY (SELECT")).anyMatch(s -> s.startsWith("LOCK TABLE"));
        assertThat(statements.stream()
                        .filter(s -> !READING.matcher(s).matches()
                                || WRITING.matcher(s).find()))
                .isEmpty();
    }
}
