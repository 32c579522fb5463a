package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.migration.Checksum;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox like the migrations has those that the database at hand has applied, and says whose they are. */
class LikeMigrationsTest {

    private static final String ONE_REAL = "targets:\n  live: { url: \"${URL}\" }\n";
    private static final String STEP = "steps: [{ id: one, check: { sql: SELECT 1, expect: 1 } }]\n";

    @RegisterExtension
    final DatabaseExtension live = new DatabaseExtension();

    private final Trial trial;

    LikeMigrationsTest(@TempDir Path directory) {
        this.trial = new Trial(directory);
        for (String name : List.of("1_a", "2_b", "3_c", "4_d", "5_e")) {
            trial.write("migrations/" + name + "/migration.sql", script(name));
        }
    }

    @Test
    void deploysWhatTheOnlyRealDatabaseHasAppliedAndNamesWhatDiffers() {
        history();
        applied("1_a", "1_a");
        applied("3_c", "another text");
        applied("gone", "gone");
        row("2_b", "2_b", "NULL", "now()");
        row("4_d", "4_d", "NULL", "NULL");

        rehearse("migrations", Map.of("URL", live.url().withPassword()), List.of("a", "c"));

        assertThat(ready().like()).isEqualTo("with the 2 migrations that live has applied");
        assertThat(ready().warnings())
                .containsExactly(
                        "the sandbox is without gone, which live has applied and the folder does not have",
                        "the sandbox has 3_c as the folder has it, which was edited after live had applied it",
                        "the sandbox is without 4_d, which has begun on live and has not finished");
        assertThat(live.query("SELECT count(*) FROM _prisma_migrations")).isEqualTo("5");
        assertThat(live.query("SELECT to_regclass('a') IS NULL")).isEqualTo("t");
    }

    @Test
    void takesTheNewerOfTwoRowsOfAMigration() {
        history();
        row("1_a", "1_a", "NULL", "now()");
        applied("1_a", "1_a");

        rehearse("migrations", Map.of("URL", live.url().withPassword()), List.of("a"));

        assertThat(ready().like()).isEqualTo("with the 1 migration that live has applied");
        assertThat(ready().warnings()).isEmpty();
    }

    @Test
    void isEmptyWhereNothingOfTheHistoryWasApplied() {
        history();

        rehearse("migrations", Map.of("URL", live.url().withPassword()), List.of());

        assertThat(ready().like()).isEqualTo("with the 0 migrations that live has applied");
    }

    @Test
    void deploysTheWholeFolderWhereNoHistoryIsAtHandAndSaysWhy() {
        List<String> all = List.of("a", "b", "c", "d", "e");

        rehearse("migrations", Map.of(), all);
        assertThat(ready().like()).isEqualTo("with all 5 migrations of the folder, as the URL of live is not set here");
        trial.events.clear();

        rehearse("migrations", Map.of("URL", live.url().withPassword()), all);
        assertThat(ready().like()).isEqualTo("with all 5 migrations of the folder, as live has no history");
        trial.events.clear();

        rehearse("migrations", Map.of("URL", "postgresql://eva@127.0.0.1:1/app"), all);
        assertThat(ready().like()).isEqualTo("with all 5 migrations of the folder");
        assertThat(ready().warnings())
                .singleElement()
                .asString()
                .startsWith("every migration was taken, as the history of live cannot be read: ");
    }

    @Test
    void theWholeFolderCanBeAskedFor() {
        history();
        applied("1_a", "1_a");

        rehearse("{ migrations: all }", Map.of("URL", live.url().withPassword()), List.of("a", "b", "c", "d", "e"));

        assertThat(ready().like()).isEqualTo("with all 5 migrations of the folder");
    }

    @Test
    void aTargetThatIsNamedMustHaveAHistory() {
        Problem problem = problem(ONE_REAL, "{ migrations: live }");

        assertThat(problem.code()).isEqualTo(ProblemCode.PB603);
        assertThat(problem.message()).isEqualTo("The target live has no history of migrations");
        assertThat(problem.at().orElseThrow().line()).isEqualTo(6);

        history();
        applied("2_b", "2_b");
        rehearse("{ migrations: live }", Map.of("URL", live.url().withPassword()), List.of("b"));
        assertThat(ready().like()).isEqualTo("with the 1 migration that live has applied");
    }

    @Test
    void twoRealDatabasesAreNotGuessedBetween() {
        Problem problem = problem(ONE_REAL + "  stage: { url: \"${URL}\" }\n", "migrations");

        assertThat(problem.message()).isEqualTo("like: migrations may mean what live or stage has applied");
        assertThat(problem.hint())
                .contains("write like: { migrations: live }, or { migrations: all } for the whole folder");
    }

    /** The sandbox of a validation is like the database that is walked on, so that what is pending there is tried. */
    @Test
    void aValidationHasWhatTheWalksDatabaseHasApplied() {
        history();
        applied("1_a", "1_a");
        applied("2_b", "2_b");
        String text = ONE_REAL + "  stage: { url: \"${OTHER}\" }\n" + """
                steps:
                  - id: proof
                    validate:
                      sandbox: { provider: embedded, like: migrations }
                      deploy: { expect: [3_c, 4_d, 5_e] }
                """;
        trial.operator.says(new Consent.Yes());

        try (OpenRun run = trial.begin(book(text), "live", Order.Manner.GUIDED, url())) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }

        assertThat(ready().like()).isEqualTo("with the 2 migrations that live has applied");
        assertThat(live.query("SELECT count(*) FROM _prisma_migrations")).isEqualTo("2");
    }

    private void rehearse(String like, Map<String, String> variables, List<String> tables) {
        String box = ONE_REAL + "  box: { sandbox: { provider: embedded, like: " + like + " } }\n" + STEP;
        try (OpenRun run = trial.begin(book(box), "box", Order.Manner.REHEARSAL, variables)) {
            try (Session sandbox = Session.open(run.ground().url(), SessionOptions.named("test"))) {
                assertThat(sandbox
                                .query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                                        + " AND tablename !~ '^_' ORDER BY tablename")
                                .stream()
                                .map(row -> row.text(0))
                                .toList())
                        .isEqualTo(tables);
            }
        }
    }

    private Problem problem(String targets, String like) {
        String text = targets + "  box: { sandbox: { provider: embedded, like: " + like + " } }\n" + STEP;
        return catchThrowableOfType(
                        ProblemException.class, () -> trial.begin(book(text), "box", Order.Manner.REHEARSAL, url()))
                .first();
    }

    private Path book(String text) {
        return trial.write("book.yaml", "version: 1\nplaybook: book\nmigrations: migrations\n" + text);
    }

    private Map<String, String> url() {
        return Map.of("URL", live.url().withPassword());
    }

    private Event.SandboxReady ready() {
        return trial.events(Event.SandboxReady.class).get(0);
    }

    private void history() {
        live.execute("""
                CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL,
                    finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
                    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)""");
    }

    private void applied(String name, String scriptOf) {
        row(name, scriptOf, "now()", "NULL");
    }

    private void row(String name, String scriptOf, String finished, String rolledBack) {
        live.execute("INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, rolled_back_at)"
                + " VALUES (gen_random_uuid()::text, '"
                + Checksum.of(script(scriptOf)).hex() + "', '" + name + "', " + finished + ", " + rolledBack + ")");
    }

    private static String script(String name) {
        return "CREATE TABLE " + name.substring(name.length() - 1) + " (id int);";
    }
}
