package dev.pgplaybook.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.ProgramResult.Ending;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Secrets secrets = new Secrets();
    private final Cancellation cancellation = new Cancellation();

    private final Path directory;

    ProgramsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void capturesOutputAndErrorsAndTheStatus() {
        ProgramResult result = run("echo out; echo err >&2; exit 7", LONG);

        assertThat(result.ending()).isEqualTo(Ending.EXITED);
        assertThat(result.status()).isEqualTo(7);
        assertThat(result.output()).isEqualTo("out\n");
        assertThat(result.errors()).isEqualTo("err\n");
        assertThat(result.succeeded()).isFalse();
    }

    @Test
    void masksSecretsInBothOutputs() {
        secrets.add("hunter2-hunter2");

        ProgramResult result = run("echo the hunter2-hunter2; echo also hunter2-hunter2 >&2", LONG);

        assertThat(result.output()).isEqualTo("the •••\n");
        assertThat(result.errors()).isEqualTo("also •••\n");
    }

    @Test
    void keepsTheEndOfALongOutputAndNoHalfSecret() {
        secrets.add("0123456789abcdef");

        ProgramResult result =
                run("i=0; while [ $i -lt 9000 ]; do echo x0123456789abcdef; i=$((i+1)); done; echo end", LONG);

        assertThat(result.output()).endsWith("x•••\nend\n").doesNotContain("def");
        assertThat(result.output().length()).isLessThanOrEqualTo(Tail.SHOWN);
    }

    @Test
    void givesAProgramOnlyHarmlessNamesAndWhatItIsGiven() {
        Program program = Program.of("env").with(Map.of("GIVEN", "yes"));

        ProgramResult result = Programs.run(program, LONG, secrets, cancellation);

        assertThat(result.output().lines().map(line -> line.replaceAll("=.*", "")))
                .contains("PATH", "GIVEN")
                .isSubsetOf("GIVEN", "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "USER");
    }

    @Test
    void runsInItsDirectoryWithAnEmptyInput() {
        Program program = Program.of("sh", "-c", "pwd; cat").in(directory);

        ProgramResult result = Programs.run(program, LONG, secrets, cancellation);

        assertThat(result.output()).isEqualTo(directory + "\n");
    }

    @Test
    void findsAProgramByAPathFromItsDirectory() throws Exception {
        Path script = Files.writeString(directory.resolve("hello"), "#!/bin/sh\necho hello\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        ProgramResult result = Programs.run(Program.of("./hello").in(directory), LONG, secrets, cancellation);

        assertThat(result.output()).isEqualTo("hello\n");
    }

    @Test
    void saysThatAProgramIsMissing() {
        assertThatThrownBy(() -> Programs.run(Program.of("no-such-program"), LONG, secrets, cancellation))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                    assertThat(thrown.first().code()).isEqualTo(ProblemCode.PB511);
                    assertThat(thrown.first().message()).isEqualTo("no-such-program is not on the PATH");
                    assertThat(thrown.first().hint()).contains("install it, or give its full path");
                });
    }

    @Test
    void saysThatTheDirectoryIsMissing() {
        Program program = Program.of("true").in(directory.resolve("nowhere"));

        assertThatThrownBy(() -> Programs.run(program, LONG, secrets, cancellation))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.first().message())
                                .contains("cannot run in")
                                .endsWith("nowhere"));
    }

    @Test
    void endsTheWholeTreeWhenTheLimitPasses() {
        ProgramResult result = run("sh -c 'sleep 300 & echo $!; wait' & wait", Duration.ofMillis(500));

        assertThat(result.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(runs(result.output())).isFalse();
    }

    @Test
    void endsByForceWhatDoesNotListen() {
        ProgramResult result = run(
                "trap '' TERM; (trap '' TERM; while true; do sleep 1; done) & echo $!; wait", Duration.ofMillis(500));

        assertThat(result.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(runs(result.output())).isFalse();
    }

    @Test
    void endsWhatTheProgramLeftInTheBackground() {
        ProgramResult result = run("sh -c 'sleep 300 & echo $!'", LONG);

        assertThat(result.ending()).isEqualTo(Ending.EXITED);
        assertThat(runs(result.output())).isFalse();
    }

    @Test
    void endsTheTreeWhenItsWorkIsCancelled() {
        Path started = directory.resolve("started");
        Thread signal = new Thread(() -> {
            Patience.until("the program writes its child's number", () -> Files.exists(started));
            cancellation.request();
        });
        signal.start();

        ProgramResult result = run("sleep 300 & echo $!; touch " + started + "; wait", LONG);

        assertThat(result.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(runs(result.output())).isFalse();
    }

    private ProgramResult run(String script, Duration limit) {
        return Programs.run(Program.of("sh", "-c", script), limit, secrets, cancellation);
    }

    private static boolean runs(String pid) {
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .filter(ProcessStatus::runs)
                .isPresent();
    }
}
