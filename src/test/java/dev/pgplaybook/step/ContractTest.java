package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.HostServer;
import dev.pgplaybook.testing.TestServer;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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

    private static final String HISTORY =
            "CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,"
                    + " finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,"
                    + " started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0);\n";

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
    private DatabaseUrl url = TestServer.url("postgres");

    @BeforeEach
    void makeAProject() {
        trial = new Trial(directory);
        url = db.url();
        trial.withoutRehearsal = Optional.empty();
        trial.write("legacy.sql", LEGACY + HISTORY);
        trial.write(
                "migrations/1_roles/migration.sql",
                "ALTER TABLE people ADD COLUMN role text;\nUPDATE people SET role = 'USER' WHERE email IS NOT NULL;");
        db.execute(LEGACY + HISTORY);
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
    void doesNotTrustARehearsalWhoseRecordWasChangedSince() throws IOException {
        Path journal = rehearse().journal();
        Files.writeString(journal, Files.readString(journal).replaceFirst("\"rows\":1", "\"rows\":2"));

        assertThat(refused()).contains("its record was changed: line ");
    }

    @Test
    void namesAnotherMajorVersion() throws IOException, SQLException {
        rehearse();
        try (HostServer older = HostServer.start(Files.createDirectories(directory.resolve("server")));
                Connection connection = TestServer.connect(older.url());
                Statement statement = connection.createStatement()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            assumeTrue(major != 17, "needs a server of another major version than the sandboxes");
            statement.execute(LEGACY + HISTORY);
            url = older.url();

            assertThat(refused())
                    .contains("it was on PostgreSQL 17, and production is " + major + " (accept: contract.major)");
        }
    }

    @Test
    void warnsOfAStatementThatTakesMuchLongerThanInTheRehearsal() {
        String pace = """
                CREATE TABLE pace (seconds integer NOT NULL);
                INSERT INTO pace VALUES (0);
                CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN PERFORM pg_sleep(seconds) FROM pace; RETURN NULL; END';
                CREATE TRIGGER dawdle AFTER UPDATE OF email ON people EXECUTE FUNCTION dawdle();
                """;
        trial.write("legacy.sql", LEGACY + HISTORY + pace);
        db.execute(pace);
        rehearse();
        db.execute("UPDATE pace SET seconds = 4");

        passes();

        assertThat(trial.events(Event.Noted.class))
                .anyMatch(note -> note.text().startsWith("slower: UPDATE people SET email")
                        && note.text().endsWith("ms then"));
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

    private RunDirectory rehearse() {
        OpenRun run = trial.begin(playbook, "box", Order.Manner.REHEARSAL, variables());
        try (run) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
        trial.events.clear();
        return run.directory();
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
        return Map.of("URL", url.withPassword());
    }
}
