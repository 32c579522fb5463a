package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.journal.Runs;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.HostServer;
import dev.pgplaybook.testing.TestServer;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The story, rehearsed once, and walked again on databases in each of which one thing is not as it was. */
class ReplayTest {

    private static final String TEMPLATE = "replay_" + ProcessHandle.current().pid();
    private static final String COPY = TEMPLATE + "_copy";

    @TempDir
    static Path directory;

    private static RunDirectory recorded;

    private Trial trial;
    private DatabaseUrl target = TestServer.url(COPY);

    @BeforeAll
    static void rehearse() throws IOException, SQLException {
        onServer("CREATE DATABASE " + TEMPLATE);
        on(TestServer.url(TEMPLATE), Files.readString(Path.of("playbooks/production.sql")));
        Trial trial = Trial.ofTheStory(directory);
        String book = Files.readString(trial.playbook());
        Files.writeString(
                trial.playbook(),
                book.replace("targets:\n", "targets:\n  copy:\n    url: ${COPY}\n")
                        .replaceFirst("(?s)  - id: from-scratch.*?(?=  - id: legacy)", ""));
        try (OpenRun run =
                trial.begin(trial.playbook(), "throwaway", Order.Manner.REHEARSAL, variables(TestServer.url(COPY)))) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
            recorded = run.directory();
        }
    }

    @AfterAll
    static void drop() throws SQLException {
        onServer("DROP DATABASE " + TEMPLATE);
    }

    @BeforeEach
    void copy() throws SQLException {
        onServer("CREATE DATABASE " + COPY + " TEMPLATE " + TEMPLATE + " STRATEGY file_copy");
        trial = new Trial(directory);
    }

    @AfterEach
    void dropCopy() throws SQLException {
        onServer("DROP DATABASE " + COPY + " WITH (FORCE)");
    }

    @Test
    void passesOnAnIdenticalCopyHoweverStrict() {
        assertThat(replay(true)).isInstanceOf(Result.Passed.class);
        assertThat(trial.events(Event.CallStarted.class)).anyMatch(Event.CallStarted::standIn);
        assertThat(one("SELECT count(*) FROM users WHERE role = 'ADMIN'")).isEqualTo("1");
    }

    /** What is known before anything is changed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE users ALTER COLUMN name TYPE varchar(300) | column public.users.name is different",
                "ALTER TABLE trades ADD COLUMN note text | column public.trades.note is added",
                "DROP TABLE withdraw_requests | table public.withdraw_requests is missing",
                "ALTER TABLE users ALTER COLUMN email DROP NOT NULL | column public.users.email is different",
                "CREATE INDEX more ON trades (id) | index public.more is added",
                "CREATE TYPE mood AS ENUM ('good') | type public.mood is added",
            })
    void stopsBeforeTheFirstChangeWhereTheSchemaIsAnother(String planted, String said) throws SQLException {
        on(TestServer.url(COPY), planted);

        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> replay(false));

        assertThat(refusal.first().code()).isEqualTo(ProblemCode.PB525);
        assertThat(refusal.first().message()).contains(said);
        assertThat(trial.events(Event.StepReached.class)).isEmpty();
    }

    @Test
    void stopsWhereAnIndexIsMissing() throws SQLException {
        String index = one("SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%pkey'"
                + " AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY 1 LIMIT 1");
        on(TestServer.url(COPY), "DROP INDEX \"" + index + "\"");

        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> replay(false));

        assertThat(refusal.first().message()).contains(index).contains("is missing");
    }

    @Test
    void rollsBackWhereNoRowIsTouchedAndSomeWere() throws SQLException {
        on(TestServer.url(COPY), "TRUNCATE trades");

        Problem problem = failed(replay(false));

        assertThat(problem.message()).contains("had 0 rows, and 60000 then");
        assertThat(
                        one(
                                "SELECT count(*) FROM pg_attribute WHERE attname = 'direction' AND attrelid = 'trades'::regclass"))
                .isEqualTo("0");
    }

    /** Gone on with, it would be a run like any other, which reaches what is real. */
    @Test
    void isTakenFromItsStartOrNotAtAll() throws SQLException {
        on(TestServer.url(COPY), "TRUNCATE trades");
        failed(replay(false));

        RunState state = Journal.state(Runs.of(directory).all().get(0)).orElseThrow();

        assertThat(state.replays()).contains(recorded.id());
        assertThat(state.what()).isEqualTo("replay");
        assertThat(state.canGoOn()).isFalse();
    }

    @Test
    void mindsTheNumberOfRowsOnlyWhereItIsStrict() throws SQLException {
        on(TestServer.url(COPY), "DELETE FROM trades WHERE id = (SELECT min(id) FROM trades)");

        assertThat(failed(replay(true)).message()).contains("had 59999 rows, and 60000 then");
    }

    @Test
    void doesNotMindTheNumberOfRowsOtherwise() throws SQLException {
        on(TestServer.url(COPY), "DELETE FROM trades WHERE id = (SELECT min(id) FROM trades)");

        assertThat(replay(false)).isInstanceOf(Result.Passed.class);
    }

    @Test
    void saysThatAStepFailedThatDidNotThen() throws SQLException {
        on(
                TestServer.url(COPY),
                "UPDATE users SET name = NULL; DELETE FROM trades WHERE false;" + "ALTER DATABASE " + COPY
                        + " SET default_transaction_read_only = on");

        Problem problem = failed(replay(false));

        assertThat(problem.message()).contains("it failed, and did not then");
    }

    @Test
    void warnsWhereItIsSlower() throws SQLException {
        try (Connection connection = TestServer.connect(TestServer.url(COPY));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE users IN ACCESS SHARE MODE");
            trial.onEvent(event -> {
                if (event instanceof Event.MigrationStarted) {
                    releaseLater(connection);
                }
            });

            trial.accepted.addAll(List.of("preflight.idle-in-transaction", "preflight.long-transactions"));
            assertThat(replay(false)).isInstanceOf(Result.Passed.class);
        }

        assertThat(trial.events(Event.Noted.class))
                .anyMatch(note ->
                        note.text().startsWith("slower: ") && note.text().contains("ms then"));
    }

    @Test
    void namesAMigrationThatWasEditedAndAnotherMajorVersion() {
        Replay replay = Replay.of(recorded, entries(), false, text -> text);
        List<Event.MigrationFile> files = entries().stream()
                .map(Entry::event)
                .filter(Event.MigrationsRead.class::isInstance)
                .flatMap(event -> ((Event.MigrationsRead) event).migrations().stream())
                .map(file ->
                        new Event.MigrationFile(file.name(), file.name().endsWith("admin") ? "other" : file.checksum()))
                .toList();

        assertThat(replay.differences(files, 16, Optional.empty()))
                .containsExactly("the migration 20251119194448_add_admin was edited", "PostgreSQL is 16, and was 17");
    }

    @Test
    void stopsOnAnotherMajorVersion() throws IOException, SQLException {
        try (HostServer other = HostServer.start(Files.createDirectories(directory.resolve("server")))) {
            on(other.url(), Files.readString(Path.of("playbooks/production.sql")));
            target = other.url();

            ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> replay(false));

            assertThat(refusal.first().code()).isEqualTo(ProblemCode.PB525);
            assertThat(refusal.first().message()).containsPattern("PostgreSQL is [0-9]+, and was 17");
            assertThat(trial.events(Event.StepReached.class)).isEmpty();
        }
    }

    @Test
    void goesOnWithADifferenceThatIsAccepted() throws SQLException {
        on(TestServer.url(COPY), "TRUNCATE trades");
        trial.operator.states("accept").states("accept").states("accept");

        assertThat(replay(false)).isInstanceOf(Result.Passed.class);

        assertThat(trial.operator.questions().get(0).id()).isEqualTo("admin-roles.difference");
    }

    private Result replay(boolean strict) {
        Order order = trial.order(trial.playbook(), "copy", Order.Manner.REPLAY, variables(target));
        Replay replay = Replay.of(recorded, entries(), strict, text -> text);
        boolean asked = trial.operator.isPrepared();
        try (OpenRun run = OpenRun.replay(order, replay, trial.equipment(asked ? trial.operator : new Nobody()))) {
            return run.walkAgain();
        }
    }

    private static Problem failed(Result result) {
        assertThat(result).isInstanceOf(Result.Failed.class);
        assertThat(result.exit(false)).isEqualTo(5);
        return ((Result.Failed) result).outcome().problem();
    }

    private static void releaseLater(Connection connection) {
        Thread thread = new Thread(() -> {
            try {
                Thread.sleep(1_600);
                connection.rollback();
            } catch (InterruptedException | SQLException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static List<Entry> entries() {
        return Journal.entries(recorded);
    }

    private static Map<String, String> variables(DatabaseUrl copy) {
        return Map.of(
                "COPY", copy.withPassword(), "AUTH_URL", "http://127.0.0.1:9", "ADMIN_PASSWORD", "not-needed-here");
    }

    private static String one(String sql) {
        try (Connection connection = TestServer.connect(TestServer.url(COPY));
                Statement statement = connection.createStatement();
                java.sql.ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void onServer(String sql) throws SQLException {
        try (Connection connection = TestServer.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void on(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = TestServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
