package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Command actions beside a real database. */
class ProgramTest extends OnServer {

    @BeforeEach
    void sayYes() {
        server.with("API_TOKEN", "s3cr3t/token+of=ours");
        server.trial.operator.says(new Consent.Yes());
    }

    @Test
    void runsAProgramBesideThePlaybookWithItsEnvironmentAndTheDatabase() throws IOException {
        server.passes("""
                  - id: program
                    command:
                      shell: 'printf "%s" "$WHO $DB" > seen; echo "$JAVA_HOME$MAVEN_OPTS" >> seen; exit 3'
                      env: { WHO: "it is ${API_TOKEN}" }
                      url_env: DB
                      expect: { exit: 3 }
                """);

        assertThat(Files.readString(directory.resolve("seen")))
                .isEqualTo("it is s3cr3t/token+of=ours " + db.url().withPassword() + "\n");
    }

    @Test
    void keepsArgumentsApart() throws IOException {
        server.passes("  - id: program\n    command: [touch, \"a b; touch c\", \"$HOME\"]\n");

        assertThat(directory.resolve("a b; touch c")).exists();
        assertThat(directory.resolve("$HOME")).exists();
        assertThat(directory.resolve("c")).doesNotExist();
    }

    @Test
    void masksWhatAFailedProgramSaid() {
        Result.Failed failed = server.fails("""
                  - id: program
                    command: { shell: 'echo "no entry with $T"; exit 9', env: { T: "${API_TOKEN}" } }
                """);

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB511);
        assertThat(failed.outcome().problem().message())
                .contains("ended with status 9, expected 0")
                .contains("no entry with •••")
                .doesNotContain("s3cr3t");
        assertThat(failed.exit(false)).isEqualTo(6);
    }

    @Test
    void endsAProgramWhoseTimeIsUpWithItsChildren() throws IOException {
        Result.Failed failed = server.fails("""
                  - id: program
                    command: { shell: 'sleep 300 & echo $! > child; wait', timeout: 500ms }
                """);

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB512);
        assertThat(failed.outcome().left()).isEqualTo(Left.UNKNOWN);
        long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
        assertThat(ProcessHandle.of(child)
                        .filter(p -> p.info().command().orElse("").contains("sleep")))
                .isEmpty();
    }

    @Test
    void knowsThatAProgramThatIsNotThereDidNothing() {
        Result.Failed failed = server.fails("  - id: program\n    command: [no-such-program-here]\n");

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB511);
        assertThat(failed.exit(false)).isEqualTo(1);
    }
}
