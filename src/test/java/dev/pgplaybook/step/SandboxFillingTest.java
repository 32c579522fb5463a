package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.testing.HostServer;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sandbox is filled with is said of it, and recorded. */
class SandboxFillingTest {

    private static final String STEPS = "steps: [{ id: count, check: { sql: SELECT count(*) FROM t, expect: 2 } }]\n";

    @TempDir
    Path directory;

    @Test
    void recordsTheExtensionsThatTheSandboxLacks() {
        Trial trial = new Trial(directory);
        trial.write("dump.sql", """
                CREATE EXTENSION IF NOT EXISTS no_such;
                CREATE EXTENSION another WITH SCHEMA public;
                CREATE TABLE t (a int);
                COPY t FROM stdin;
                1
                2
                \\.
                """);

        try (OpenRun run = trial.begin(
                trial.write("book.yaml", head("{ file: dump.sql }") + STEPS),
                "box",
                Order.Manner.REHEARSAL,
                Map.of())) {
            assertThat(run.ground().sandbox()).isTrue();
        }

        String said = "like dump.sql, without the extensions another, no_such";
        assertThat(trial.events(Event.SandboxReady.class))
                .singleElement()
                .matches(ready -> ready.like().equals(said));
        assertThat(trial.recorded()).contains(said);
    }

    @Test
    void showsWhereThePlaybookMasksWhatIsNotThere() {
        Trial trial = new Trial(directory.resolve("project"));
        String sandbox = "{ target: live }, rows: sample, mask: { users.mail: email }";
        String text = head(sandbox) + STEPS;
        Path playbook = trial.write("book.yaml", text);

        try (HostServer live = HostServer.start(directory)) {
            try (Session session = Session.open(live.url(), SessionOptions.named("test"))) {
                session.script("CREATE TABLE users (email text)");
            }
            Map<String, String> variables = Map.of("URL", live.url().withPassword());
            Problem problem = catchThrowableOfType(
                            ProblemException.class,
                            () -> trial.begin(playbook, "box", Order.Manner.REHEARSAL, variables))
                    .first();

            assertThat(problem.code()).isEqualTo(ProblemCode.PB623);
            assertThat(problem.at()).contains(Source.of(playbook, text).locate(text.indexOf("email")));
        }
    }

    private static String head(String like) {
        return """
                version: 1
                playbook: filling
                targets:
                  live: { url: "${URL}" }
                  box: { sandbox: { provider: embedded, like: %s } }
                """.formatted(like);
    }
}
