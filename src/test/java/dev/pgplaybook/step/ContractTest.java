package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a protected target asks for: a rehearsal of the same, and a run that goes as it went. */
class ContractTest {

    private static final Consent YES = new Consent.Yes();

    private static final String LEGACY = """
            CREATE TABLE people (id int PRIMARY KEY, email text);
            INSERT INTO people VALUES (1, 'a@example.com'), (2, NULL);
            """;

    private static final String STEPS = """
            steps:
              - id: roles
                deploy: { expect: [1_roles] }
              - id: fill
                sql: UPDATE people SET email = 'none@example.com' WHERE email IS NULL
            """;

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    private Trial trial;
    private Path playbook;

    @BeforeEach
    void makeAProject() {
        trial = new Trial(directory);
        trial.withoutRehearsal = Optional.empty();
        String history =
                "CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,"
                        + " finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,"
                        + " started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0);\n";
        trial.write("legacy.sql", LEGACY + history);
        trial.write(
                "migrations/1_roles/migration.sql",
                "ALTER TABLE people ADD COLUMN role text;\nUPDATE people SET role = 'USER' WHERE email IS NOT NULL;");
        db.execute(LEGACY + history);
        playbook = book(STEPS);
    }

    private Path book(String steps) {
        return trial.write("book.yaml", """
                version: 1
                playbook: book
                migrations: migrations
                targets:
                  production: { url: "${URL}", protected: true }
                  box: { sandbox: { provider: embedded, like: { file: legacy.sql } } }
                """ + steps);
    }

    @Test
    void refusesARunThatWasNeverRehearsed() {
        assertThat(refused()).contains("Nothing vouches for this run: no rehearsal of it has passed here");
        assertThat(trial.events(Event.StepReached.class)).isEmpty();
    }

    @Test
    void passesWhatWasRehearsed() {
        rehearse();

        passes();

        Event.Vouched vouched = trial.events(Event.Vouched.class).get(0);
        assertThat(vouched.accepted()).isEmpty();
        assertThat(vouched.rehearsal()).endsWith("-book-box");
        assertThat(db.query("SELECT count(*) FROM people WHERE role = 'USER'")).isEqualTo("1");
    }

    @Test
    void namesAPlaybookThatWasChangedSince() {
        rehearse();
        book(STEPS + "  - id: more\n    sql: DELETE FROM people WHERE id = 7\n");

        assertThat(refused()).contains("the playbook was changed after it", "it did not take the step more");
    }

    @Test
    void namesAMigrationThatWasEditedSince() {
        rehearse();
        trial.write("migrations/1_roles/migration.sql", "ALTER TABLE people ADD COLUMN role varchar(8);");

        assertThat(refused()).contains("the migration 1_roles was edited after it");
        assertThat(db.query(
                        "SELECT count(*) FROM pg_attribute WHERE attname = 'role' AND attrelid = 'people'::regclass"))
                .isEqualTo("0");
    }

    @Test
    void namesWhatDiffersInTheTargetsSchema() {
        rehearse();
        db.execute("ALTER TABLE people ADD COLUMN nick text; CREATE INDEX people_email ON people (email)");

        assertThat(refused())
                .contains("on production column public.people.nick is added (accept: schema.public.people)")
                .contains("on production index public.people_email is added");
    }

    @Test
    void acceptsWhatIsNamed() {
        rehearse();
        db.execute("ALTER TABLE people ADD COLUMN nick text; CREATE INDEX people_email ON people (email)");
        trial.accepted.add("schema.public.people");

        passes();

        assertThat(trial.events(Event.Vouched.class).get(0).accepted()).hasSize(2);
    }

    @Test
    void recordsTheReasonToDoWithout() {
        trial.withoutRehearsal = Optional.of("the sandbox is too small");

        passes();

        assertThat(trial.events(Event.Unrehearsed.class))
                .containsExactly(new Event.Unrehearsed(
                        "the sandbox is too small", java.util.List.of("no rehearsal of it has passed here")));
    }

    @Test
    void rollsBackAMigrationWhoseStatementsTouchNoRowsWhereTheyDidInTheRehearsal() {
        rehearse();
        db.execute("UPDATE people SET email = NULL");
        trial.operator.says(YES);

        try (OpenRun run = begin()) {
            Result result = run.walk(Optional.empty());

            assertThat(result.exit(false)).isEqualTo(5);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            Result.Failed.class,
                            failed -> assertThat(failed.outcome().problem().message())
                                    .contains(
                                            "UPDATE people SET role = 'USER' WHERE email IS NOT NULL had 0 rows, and 1 then"));
        }

        assertThat(db.query(
                        "SELECT count(*) FROM pg_attribute WHERE attname = 'role' AND attrelid = 'people'::regclass"))
                .isEqualTo("0");
        assertThat(db.query("SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL"))
                .isEqualTo("0");
    }

    @Test
    void rollsBackASqlActionThatTouchesNoRows() {
        rehearse();
        db.execute("UPDATE people SET email = 'b@example.com' WHERE id = 2");
        trial.operator.says(YES, YES);

        try (OpenRun run = begin()) {
            Result result = run.walk(Optional.empty());

            assertThat(result.exit(false)).isEqualTo(5);
            assertThat(run.state().steps().get("fill").word()).isEqualTo("failed");
        }
    }

    private void rehearse() {
        try (OpenRun run = trial.begin(playbook, "box", Order.Manner.REHEARSAL, variables())) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
        trial.events.clear();
    }

    private void passes() {
        trial.operator.says(YES, YES);
        try (OpenRun run = begin()) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
    }

    private String refused() {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> begin().close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.first().code()).isEqualTo(ProblemCode.PB524);
        assertThat(refusal.first().hint().orElseThrow()).contains("--without-rehearsal");
        return refusal.first().message();
    }

    private OpenRun begin() {
        return trial.begin(playbook, "production", Order.Manner.GUIDED, variables());
    }

    private Map<String, String> variables() {
        return Map.of("URL", db.url().withPassword());
    }
}
