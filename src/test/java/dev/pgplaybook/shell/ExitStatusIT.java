package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.TerminalProcess;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every class of exit status, from the real process at a terminal; 70, a fault of ours, is {@link DispatcherTest}'s. */
class ExitStatusIT {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    private Trial trial;

    @BeforeEach
    void project() {
        trial = new Trial(directory);
    }

    @Test
    void isZeroForWhatIsDone() {
        assertThat(status("--version")).isZero();
    }

    @Test
    void isOneWhereTheFailingStepLeftNothing() {
        playbook("  - id: a\n    sql: SELECT 1 / 0\n");

        assertThat(status("run", "book.yaml", "--yes")).isEqualTo(1);
    }

    @Test
    void isTwoForWhatIsNotUnderstood() {
        assertThat(status("rum")).isEqualTo(2);
    }

    @Test
    void isThreeForANo() {
        playbook("  - id: a\n    sql: SELECT 1\n");
        try (TerminalProcess terminal = start("run", "book.yaml")) {
            terminal.await("go ahead?").type("n");

            assertThat(terminal.status()).isEqualTo(3);
        }
    }

    @Test
    void isFourForFindings() {
        trial.write("migrations/1_a/migration.sql", "CREATE TABLE a (id int)");

        assertThat(status("history", "--url", db.url().withPassword(), "--migrations", "migrations"))
                .isEqualTo(4);
    }

    @Test
    void isFiveForDrift() {
        trial.write("migrations/1_a/migration.sql", "CREATE TABLE a (id int)");
        assertThat(status("deploy", "--url", db.url().withPassword(), "--migrations", "migrations"))
                .isZero();
        db.execute("CREATE TABLE made_by_hand (id int)");

        assertThat(status("drift", "--url", db.url().withPassword(), "--migrations", "migrations"))
                .isEqualTo(5);
    }

    @Test
    void isSixWhereSomethingWasCommitted() {
        playbook(
                "  - id: a\n    sql: CREATE TABLE a (id int)\n    verify:\n      - title: No\n        sql: SELECT 1\n        expect: 2\n");

        assertThat(status("run", "book.yaml", "--yes")).isEqualTo(6);
    }

    @Test
    void isOfTheSignalThatEndedIt() {
        playbook("  - id: a\n    sql: SELECT pg_sleep(100)\n");
        try (TerminalProcess terminal = start("run", "book.yaml", "--yes")) {
            terminal.await(" s · SELECT pg_sleep").signal("TERM");

            assertThat(terminal.status()).isEqualTo(143);
        }
        try (TerminalProcess terminal = start("run", "book.yaml", "--yes")) {
            terminal.await(" s · SELECT pg_sleep").type(TerminalProcess.CTRL_C);

            assertThat(terminal.status()).isEqualTo(130);
        }
    }

    private int status(String... arguments) {
        try (TerminalProcess terminal = start(arguments)) {
            return terminal.status();
        }
    }

    private TerminalProcess start(String... arguments) {
        return TerminalProcess.start(directory, Map.of("URL", db.url().withPassword()), arguments);
    }

    private void playbook(String steps) {
        trial.write(
                "book.yaml", "version: 1\nplaybook: book\ntargets:\n  server: { url: \"${URL}\" }\nsteps:\n" + steps);
    }
}
