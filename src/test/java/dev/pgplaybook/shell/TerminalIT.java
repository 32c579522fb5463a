package dev.pgplaybook.shell;

import static dev.pgplaybook.testing.TerminalProcess.CTRL_C;
import static dev.pgplaybook.testing.TerminalProcess.CTRL_D;
import static dev.pgplaybook.testing.TerminalProcess.CTRL_U;
import static dev.pgplaybook.testing.TerminalProcess.TAB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.Patience;
import dev.pgplaybook.testing.TerminalProcess;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The shell as a person meets it: the real process at a real terminal. */
class TerminalIT {

    private static final String SLOW = "SELECT pg_sleep(100)";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void takesTheNameOfAProtectedDatabaseAndNothingElse() {
        playbook(true, "  - id: a\n    sql: CREATE TABLE a (id int)\n    undo: DROP TABLE a\n");
        try (TerminalProcess terminal = start("run", "book.yaml", "--without-rehearsal", "a test")) {
            terminal.await("type the database's name").enter("yes");
            terminal.await("type the database's own name to go ahead").enter("server");
            terminal.await("none of the answers").enter(db.url().database());

            assertThat(terminal.status()).as(terminal.screen()).isZero();
            assertThat(terminal.screen()).contains("▲ server  · book · 1/1 a", "run passed");
            // White on red, where a mistake would reach the protected database.
            assertThat(terminal.written()).contains("\u001b[1;37;41m ▲ server ");
        }
        assertThat(db.query("SELECT to_regclass('a') IS NOT NULL")).isEqualTo("t");
    }

    @Test
    void takesOneKeyForAnAnswerAndShowsThePlanInAPager() {
        String sql = "      SELECT 'first'\n" + "      -- and on\n".repeat(60) + "      WHERE 'last' = 'last'\n";
        playbook(false, "  - id: a\n    sql: |\n" + sql);
        try (TerminalProcess terminal = start("run", "book.yaml")) {
            terminal.await("y (yes), n (no), s (skip), m (more)").type("m");
            terminal.await("the plan of a").type("G").await("'last'").type("q");
            terminal.await("go ahead?").type("x").await("none of the answers").type("y");

            assertThat(terminal.status()).as(terminal.screen()).isZero();
            assertThat(terminal.written())
                    .contains("\u001b[1mSELECT", "\u001b[32m'first'")
                    .doesNotContain("ym");
        }
    }

    @Test
    void masksASecretThatIsTyped() throws Exception {
        playbook(false, "  - id: a\n    sql: SELECT 1 WHERE 'x' <> ${API_TOKEN}\n");
        try (TerminalProcess terminal = start("run", "book.yaml", "--yes")) {
            terminal.await("API_TOKEN:").enter("tell-nobody-9");

            assertThat(terminal.status()).as(terminal.screen()).isZero();
            assertThat(terminal.screen()).contains("API_TOKEN: *************");
            assertThat(terminal.written()).doesNotContain("tell-nobody");
        }
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .noneMatch(file -> read(file).contains("tell-nobody"));
        }
    }

    @Test
    void hidesThePasswordOfAUrlThatIsTyped() {
        new Trial(directory).write("migrations/20250101000000_a/migration.sql", "CREATE TABLE a (id int)");
        try (TerminalProcess terminal = start("new")) {
            terminal.await("Which database?").enter(db.url().withPassword().replace("@", "-and-more@"));

            assertThat(terminal.status()).as(terminal.screen()).isEqualTo(2);
            assertThat(terminal.screen())
                    .contains(":*****")
                    .contains("/" + db.url().database());
            assertThat(terminal.written()).doesNotContain("and-more");
        }
    }

    @Test
    void completesWhatIsTyped() {
        playbook(false, "  - id: first\n    sql: SELECT 1\n  - id: second\n    sql: SELECT 2\n");
        try (TerminalProcess terminal = start()) {
            terminal.await("playbook>").type("op" + TAB).await("playbook> open");
            terminal.type("bo" + TAB).await("open book.yaml").enter("").await("book>");
            terminal.type("sta" + TAB)
                    .await("stage")
                    .await("where the run stands")
                    .type("t" + TAB);
            terminal.enter("").await("second");
            terminal.type("run --fr" + TAB)
                    .await("--from")
                    .type("se" + TAB)
                    .await("--from second")
                    .type(CTRL_U);
            terminal.enter("exit");

            assertThat(terminal.status()).as(terminal.screen()).isZero();
        }
    }

    @Test
    void refusesWhereNobodyCanTypeTheSecret() {
        playbook(false, "  - id: a\n    sql: SELECT 1 WHERE 'x' <> ${API_TOKEN}\n");

        Ended ended = LauncherProcess.run(directory, environment(), "run", "book.yaml", "--yes");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("PB109", "API_TOKEN has no value");
    }

    @Test
    void cancelsOnTheFirstCtrlCAndSaysWhatWasLeft() {
        playbook(false, "  - id: slow\n    sql: " + SLOW + "\n");
        try (TerminalProcess terminal = start("run", "book.yaml", "--yes")) {
            asleep("1");
            terminal.await(" s · " + SLOW).type(CTRL_C);

            assertThat(terminal.status()).isEqualTo(130);
            assertThat(terminal.screen())
                    .contains("Ctrl-C again leaves", "canceling statement due to user request", "run interrupted")
                    .contains("was cancelled on the server and left nothing behind; retry takes the step again");
        }
        asleep("0");
    }

    /** A statement that a cancel does not reach, as where the server does not hear it, does not hold the person. */
    @Test
    void leavesOnTheSecondCtrlC() {
        playbook(false, "  - id: a\n    command: [sh, -c, \"trap '' INT TERM; sleep 60\"]\n    done_when: SELECT 1\n");
        try (TerminalProcess terminal = start("run", "book.yaml", "--yes")) {
            terminal.await("sleep 60").type(CTRL_C);
            terminal.await("Ctrl-C again leaves").type(CTRL_C);

            assertThat(terminal.status()).isEqualTo(130);
        }
    }

    @Test
    void staysInTheShellAfterACancelAndTakesTheStepAgain() {
        db.execute("CREATE TABLE nap (seconds int); INSERT INTO nap VALUES (100)");
        playbook(false, "  - id: slow\n    sql: SELECT pg_sleep(seconds) FROM nap\n    undo: nothing\n");
        try (TerminalProcess terminal = start()) {
            terminal.await("playbook>").enter("open book.yaml").await("book>");
            terminal.enter("run --yes").await(" s · SELECT pg_sleep").type(CTRL_C);
            terminal.await("run interrupted").await("server book 1/1 slow>");
            db.execute("UPDATE nap SET seconds = 0");
            terminal.enter("retry --yes").await("run passed").enter("exit");

            assertThat(terminal.status()).isZero();
        }
    }

    @Test
    void asksOnCtrlDWhileARunIsOpen() {
        playbook(false, "  - id: a\n    sql: SELECT 1\n  - id: b\n    sql: SELECT 2\n");
        try (TerminalProcess terminal = start()) {
            terminal.await("playbook>").enter("open book.yaml").await("book>");
            terminal.enter("next --yes").awaitPrompt("server book 2/2 b>").type(CTRL_D);
            terminal.await("is open; resume")
                    .awaitPrompt("leave it and go? y (yes), n (no):")
                    .type("n");
            terminal.awaitPrompt("server book 2/2 b>").enter("status").await("· waiting");
            terminal.awaitPrompt("server book 2/2 b>").type(CTRL_D);
            terminal.awaitPrompt("leave it and go? y (yes), n (no):").type(CTRL_C);
            terminal.awaitPrompt("\nserver book 2/2 b>").type(CTRL_D);
            terminal.awaitPrompt("leave it and go? y (yes), n (no):").type(CTRL_D);

            assertThat(terminal.status()).isZero();
        }
        assertThat(LauncherProcess.run(directory, environment(), "resume", "--yes")
                        .status())
                .isZero();
    }

    @Test
    void leavesARunThatGoesOnWhenTheTerminalIsLost() {
        playbook(false, "  - id: slow\n    sql: SELECT pg_sleep(seconds) FROM nap\n");
        db.execute("CREATE TABLE nap (seconds int); INSERT INTO nap VALUES (100)");
        try (TerminalProcess terminal = start("run", "book.yaml", "--yes")) {
            terminal.await(" s · SELECT pg_sleep").signal("HUP");

            assertThat(terminal.status()).isEqualTo(129);
        }
        asleep("0");
        db.execute("UPDATE nap SET seconds = 0");

        Ended resumed = LauncherProcess.run(directory, environment(), "resume", "--yes");

        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("1/1 slow", "run passed");
    }

    @Test
    void keepsALineWholeThroughAResize() {
        playbook(false, "  - id: slow\n    title: A long one\n    sql: " + SLOW + " /* " + "long ".repeat(30) + "*/\n");
        try (TerminalProcess terminal = start("run", "book.yaml", "--yes")) {
            terminal.await("2 s · " + SLOW);
            terminal.resize(60);
            Patience.until(
                    "the line goes on",
                    () -> terminal.screen().contains("1/1 slow · ")
                            && !terminal.screen().contains(" 2 s · ")
                            && terminal.screen().contains(" s · SELECT"));

            assertThat(terminal.screen().lines().filter(line -> line.contains(" s · SELECT")))
                    .as(terminal.screen())
                    .hasSize(1)
                    .allMatch(line -> line.length() < 60);
        }
    }

    @Test
    void keepsWhatIsTypedThroughAResizeOfThePrompt() {
        try (TerminalProcess terminal = start()) {
            terminal.await("playbook>").type("help runs sh");
            terminal.resize(60);
            terminal.enter("ow").await("pgplaybook runs show 2026").enter("exit");

            assertThat(terminal.status()).isZero();
        }
    }

    @Test
    void foldsBetweenWordsAtSixtyColumns() {
        Trial.ofTheStory(directory);
        try (TerminalProcess terminal =
                TerminalProcess.start(directory, environment(), 60, "show", "playbooks/admin-roles.yaml")) {

            assertThat(terminal.status()).isZero();
            assertThat(terminal.screen()).contains("Every migration on an").doesNotContainPattern("migra\\n|datab\\n");
        }
    }

    @Test
    void writesPlainTextToADumbTerminalAndAsksThereByLines() {
        playbook(false, "  - id: a\n    sql: SELECT 1\n");
        Map<String, String> dumb = new HashMap<>(environment());
        dumb.put("TERM", "dumb");
        try (TerminalProcess terminal = TerminalProcess.start(directory, dumb, "run", "book.yaml")) {
            terminal.await("go ahead?").enter("y");

            assertThat(terminal.status()).as(terminal.screen()).isZero();
            assertThat(terminal.written()).contains("run passed").doesNotContain("\u001b");
        }
    }

    @Test
    void usesNoColoursWhereNoneAreWanted() {
        Map<String, String> plain = new HashMap<>(environment());
        plain.put("NO_COLOR", "1");
        try (TerminalProcess terminal = TerminalProcess.start(directory, plain)) {
            terminal.await("playbook>")
                    .enter("help")
                    .await("for one of them: help COMMAND")
                    .enter("exit");

            assertThat(terminal.status()).isZero();
            assertThat(terminal.written()).doesNotContainPattern("\u001b\\[[0-9;]*m");
        }
    }

    private TerminalProcess start(String... arguments) {
        return TerminalProcess.start(directory, environment(), arguments);
    }

    private Map<String, String> environment() {
        return Map.of("URL", db.url().withPassword());
    }

    private void asleep(String count) {
        Patience.until(
                count + " sleep",
                () -> db.query(
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND state = 'active'"
                                        + " AND pid <> pg_backend_pid() AND datname = current_database()")
                        .equals(count));
    }

    private void playbook(boolean guarded, String steps) {
        new Trial(directory)
                .write(
                        "book.yaml",
                        "version: 1\nplaybook: book\ntargets:\n  server: { url: \"${URL}\", protected: " + guarded
                                + " }\nsteps:\n" + steps);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
