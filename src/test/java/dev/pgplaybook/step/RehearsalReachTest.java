package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.ListeningSocket;
import dev.pgplaybook.testing.TestServer;
import dev.pgplaybook.testing.TinyService;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rehearsal reaches: the services that it started itself, for as long as it lasts, and nothing else. */
class RehearsalReachTest {

    /** Begins the name of every sandbox of this process's runs, in a cache that others use as well. */
    private static final String PLAYBOOK = "reach-" + ProcessHandle.current().pid();

    @TempDir
    Path directory;

    private Trial trial;
    private ListeningSocket real;

    @BeforeEach
    void listen() {
        trial = new Trial(directory);
        real = new ListeningSocket();
    }

    @AfterEach
    void close() {
        real.close();
    }

    @Test
    void refusesARequestThatNothingStandsInFor() {
        Result.Failed failed = failing("", "  - id: call\n    http: { get: \"${REAL_URL}/\" }\n");

        assertThat(problem(failed).code()).isEqualTo(ProblemCode.PB513);
        assertThat(problem(failed).at().orElseThrow().toString()).endsWith("reach.yaml:5:5");
        assertThat(failed.exit(true)).isEqualTo(2);
        assertThat(real.accepted()).isZero();
    }

    @Test
    void isNotTalkedIntoARealServerByTheLookOfItsUrl() {
        Result.Failed failed = failing(service("auth"), """
                  - id: call
                    http: { get: "${AUTH_URL}@${REAL}/health" }
                """);

        assertThat(problem(failed).code()).isEqualTo(ProblemCode.PB513);
        assertThat(real.accepted()).isZero();
    }

    @Test
    void followsNoRedirectOutOfTheRehearsal() {
        passing(service("auth"), """
                  - id: call
                    http: { get: "${AUTH_URL}/away?${REAL_URL}/", expect: { status: 302 } }
                """);

        assertThat(real.accepted()).isZero();
    }

    @Test
    void givesItsServicesTheSandboxAndAnEnvironmentOfTheirOwn() {
        passing(service("auth"), """
                  - id: sandbox
                    http: { get: "${AUTH_URL}/sandbox", expect: { status: 204 } }
                  - id: given
                    http: { get: "${AUTH_URL}/given", expect: { status: 204 } }
                  - id: scrubbed
                    http: { get: "${AUTH_URL}/scrubbed", expect: { status: 204 } }
                """);

        assertThat(trial.events(Event.CallStarted.class)).hasSize(3).noneMatch(Event.CallStarted::standIn);
    }

    @Test
    void stopsItsServicesWhenItEndsAndWhenItFailsInTheMiddle() throws IOException {
        String authority;
        String steps =
                "  - id: fails\n    check: SELECT 1\n    expect: 2\n  - id: never\n    check: SELECT 1\n    expect: 1\n";
        try (OpenRun run = begin(service("auth"), steps)) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Failed.class);
            authority = run.ground().services().get("auth");
            assertThat(TinyService.answers(authority)).isTrue();
            assertThat(sandboxes()).hasSize(1);
        }

        assertThat(TinyService.answers(authority)).isFalse();
        assertThat(trial.events(Event.ServiceReady.class)).hasSize(1);
        assertThat(trial.events(Event.ServicesStopped.class)).hasSize(1);
    }

    @Test
    void leavesNothingBehindWhenAServiceDoesNotComeUp() throws IOException {
        String dead =
                "  dead:\n    command: [sh, -c, \"echo no such table; exit 7\"]\n    ready: http://127.0.0.1:${PORT}/\n";

        assertThatThrownBy(() -> begin(service("auth") + dead, "  - id: never\n    check: SELECT 1\n    expect: 1\n"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.first().code()).isEqualTo(ProblemCode.PB605);
                    assertThat(e.first().hint().orElseThrow()).contains("no such table");
                    assertThat(e.first().at()).isPresent();
                });

        assertThat(sandboxes()).isEmpty();
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(p -> p.info().commandLine().orElse("").contains(directory.toString())))
                .isEmpty();
        assertThat(trial.recorded()).contains("PB605");
    }

    @Test
    void handsACommandTheSandboxAloneAndRefusesOneThatReachesMore() {
        Result.Failed failed = failing(service("auth"), """
                  - id: told
                    command:
                      shell: 'expr "$URL" : "postgres.*/sandbox" >/dev/null && test -z "$REAL_URL$JAVA_HOME" && test "$GIVEN" = 42'
                      url_env: URL
                      env: { GIVEN: "42" }
                      reaches: [auth]
                  - id: untold
                    command: [touch, reached]
                """);

        assertThat(problem(failed).code()).isEqualTo(ProblemCode.PB513);
        assertThat(problem(failed).hint().orElseThrow()).contains("reaches: []");
        assertThat(directory.resolve("reached")).doesNotExist();
    }

    @Test
    void recordsWhatStoodInForACall() {
        passing("", """
                  - id: call
                    http: { post: "${REAL_URL}/" }
                    stand_in: { sql: "SELECT 'in its stead'" }
                  - id: program
                    command: [touch, reached]
                    stand_in: { sql: SELECT 1 }
                """);

        assertThat(trial.events(Event.CallStarted.class)).hasSize(2).allMatch(Event.CallStarted::standIn);
        assertThat(trial.recorded()).contains("in its stead");
        assertThat(directory.resolve("reached")).doesNotExist();
        assertThat(real.accepted()).isZero();
    }

    private Result.Failed failing(String services, String steps) {
        try (OpenRun run = begin(services, steps)) {
            return (Result.Failed) run.walk(Optional.empty());
        }
    }

    private void passing(String services, String steps) {
        try (OpenRun run = begin(services, steps)) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
    }

    private OpenRun begin(String services, String steps) {
        String playbook =
                "version: 1\nplaybook: " + PLAYBOOK + "\ntargets: { box: { sandbox: { provider: embedded } } }\n"
                        + (services.isEmpty() ? "" : "services:\n" + services) + "steps:\n" + steps;
        Map<String, String> variables = new HashMap<>();
        variables.put("REAL", real.authority());
        variables.put("REAL_URL", "http://" + real.authority());
        return trial.begin(trial.write("reach.yaml", playbook), "box", Order.Manner.REHEARSAL, variables);
    }

    private String service(String name) {
        return TinyService.yaml(directory, name);
    }

    private static Problem problem(Result.Failed failed) {
        return failed.outcome().problem();
    }

    private static List<String> sandboxes() throws IOException {
        Path directory = TestServer.cache().resolve("sandboxes");
        assumeTrue(Files.isDirectory(directory), "needs sandboxes in the user's own cache");
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(PLAYBOOK))
                    .toList();
        }
    }
}
