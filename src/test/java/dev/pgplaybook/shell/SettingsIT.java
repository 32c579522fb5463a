package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project sets once: which of flag, variable and file it is that holds. */
class SettingsIT {

    @TempDir
    Path directory;

    private Trial trial;

    @BeforeEach
    void project() {
        trial = new Trial(directory);
        trial.write("books/one.yaml", """
                version: 1
                playbook: one
                targets:
                  first: { sandbox: { like: empty } }
                  second: { sandbox: { like: empty } }
                steps:
                  - id: hello
                    command: { argv: [printenv, GREETING], env: { GREETING: "${GREETING}" }, reaches: [] }
                """);
        trial.write("deep/down/.env", "GREETING=hello\n");
        trial.write("pgplaybook.yaml", """
                playbook: books/one.yaml
                sandbox: second
                env_file: deep/down/.env
                lock_wait: 5s
                """);
    }

    @Test
    void theFileIsFoundUpwardsAndItsPathsAreAsSeenFromIt() {
        Ended shown = run("deep/down", Map.of(), "show");
        Ended rehearsed = run("deep/down", Map.of(), "rehearse");

        assertThat(shown.out()).startsWith("one · one");
        assertThat(rehearsed.status()).as(rehearsed.err()).isZero();
        assertThat(rehearsed.out()).contains("-one-second");
    }

    @Test
    void aFlagStandsBeforeAVariableAndThatBeforeTheFile() {
        assertThat(origin(Map.of())).contains("lock_wait 5s file pgplaybook.yaml:4");
        assertThat(origin(Map.of("PGPLAYBOOK_LOCK_WAIT", "7s")))
                .contains("lock_wait 7s environment PGPLAYBOOK_LOCK_WAIT");
        assertThat(origin(Map.of("PGPLAYBOOK_LOCK_WAIT", "7s"), "--lock-wait", "9s"))
                .contains("lock_wait 9s flag --lock-wait");
        assertThat(origin(Map.of())).contains("fail_on error default");
        assertThat(origin(Map.of("NO_COLOR", "1"))).contains("color never environment NO_COLOR");
    }

    @Test
    void aFlagOfTheCommandHolds() {
        Ended rehearsed = run(".", Map.of(), "rehearse", "--target", "first");

        assertThat(rehearsed.status()).as(rehearsed.err()).isZero();
        assertThat(rehearsed.out()).contains("-one-first");
    }

    /** It is used in the shell, and was not to be moved by a file. */
    @Test
    void whatIsUsedInTheShellStandsBeforeTheFile() {
        Ended ended = LauncherProcess.type(directory, Map.of(), "open books/one.yaml", "use first", "rehearse");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("-one-first");
    }

    @Test
    void everyProblemOfTheFileIsShownAtItsPlace() {
        trial.write("pgplaybook.yaml", "colour: red\ncolor: red\nlock_wait: 5\nurl: postgresql://me@localhost/app\n");

        Ended ended = run(".", Map.of(), "show");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err())
                .contains("pgplaybook.yaml:1:1 PB102", "did you mean color?")
                .contains("pgplaybook.yaml:2:8 PB106", "one of auto, always, never")
                .contains("pgplaybook.yaml:3:12 PB103", "write 5s")
                .contains("pgplaybook.yaml:4:1 PB102");
        assertThat(run(".", Map.of(), "help").status()).isZero();
    }

    @Test
    void aVariableThatCannotBeIsRefused() {
        Ended ended = run(".", Map.of("PGPLAYBOOK_COLOR", "sometimes"), "show");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("PGPLAYBOOK_COLOR must be one of auto, always, never, not sometimes");
    }

    private String origin(Map<String, String> environment, String... words) {
        String[] argv = new String[words.length + 1];
        argv[0] = "config";
        System.arraycopy(words, 0, argv, 1, words.length);
        return run(".", environment, argv).out().replaceAll(" +", " ");
    }

    private Ended run(String place, Map<String, String> environment, String... words) {
        return LauncherProcess.run(directory.resolve(place).normalize(), environment, words);
    }
}
