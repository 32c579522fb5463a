package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.HostServer;
import dev.pgplaybook.testing.TestServer;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which sandbox is asked for, and what is said of the one that is had. */
class SandboxNeedsTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    private final Trial trial;

    SandboxNeedsTest(@TempDir Path directory) {
        this.trial = new Trial(directory);
        trial.write("migrations/1_a/migration.sql", "CREATE TABLE a (id int);");
    }

    @Test
    void aValidateStepHasTheVersionOfTheDatabaseThatIsWalkedOn(@TempDir Path directory) throws SQLException {
        try (HostServer server = HostServer.start(directory)) {
            String version = "embedded PostgreSQL " + version(server.url());
            Order order = order("live", """
                    targets:
                      live: { url: "${URL}" }
                    steps:
                      - id: proof
                        validate: { sandbox: { provider: embedded } }
                    """, server.url().withPassword());

            Preview.of(order, trial.equipment(trial.operator));
            walk(order);

            assertThat(plan()).contains("make a sandbox: empty, " + version);
            assertThat(ready().description()).isEqualTo(version);
            assertThat(ready().warnings()).isEmpty();
        }
    }

    @Test
    void aSandboxHasTheVersionOfTheTargetWhoseSchemaItTakes(@TempDir Path directory) throws SQLException {
        try (HostServer server = HostServer.start(directory)) {
            walk(order("copy", """
                    targets:
                      live: { url: "${URL}" }
                      copy: { sandbox: { provider: embedded, like: { target: live } } }
                    steps:
                      - { id: one, check: SELECT 1, expect: 1 }
                    """, server.url().withPassword()));

            assertThat(ready().description()).isEqualTo("embedded PostgreSQL " + version(server.url()));
        }
    }

    @Test
    void theDifferenceOfTheVersionsIsSaidInThePlanAndRecorded() {
        String warning =
                "the sandbox is PostgreSQL 17 in the place of the 99 of the playbook: what differs between them"
                        + " is not rehearsed";
        Order order = order("live", """
                targets:
                  live: { url: "${URL}" }
                steps:
                  - id: proof
                    validate: { sandbox: { provider: embedded, version: 99 } }
                """, db.url().withPassword());

        Preview.of(order, trial.equipment(trial.operator));
        walk(order);

        assertThat(plan()).contains("warning: " + warning);
        assertThat(ready().warnings()).containsExactly(warning);
        assertThat(trial.recorded()).contains(warning);
    }

    @Test
    void aDatabaseOnTheServerOfAProtectedTargetIsMadeAndSaid() throws SQLException {
        walk(order("made", """
                targets:
                  live: { url: "${URL}", protected: true }
                  aka: { url: "${ALIAS}", protected: true }
                  made: { sandbox: { provider: server, url: "${URL}", like: { migrations: all } } }
                steps:
                  - { id: one, check: SELECT count(*) FROM a, expect: 0 }
                """, db.url().withPassword()));

        assertThat(ready().description()).startsWith("PostgreSQL 17.6 of the server 127.0.0.1:");
        assertThat(ready().warnings())
                .anyMatch(said -> said.startsWith("the sandbox is on the server of live, which is protected: "))
                .anyMatch(said -> said.startsWith("the sandbox is on the server of aka, which is protected: "))
                .hasSize(2);
        assertThat(db.query("SELECT to_regclass('a') IS NULL")).isEqualTo("t");
        assertThat(db.query("SELECT count(*) FROM pg_database WHERE shobj_description(oid, 'pg_database')"
                        + " LIKE 'sandbox of pgplaybook: book,%'"))
                .isEqualTo("0");
        assertThat(trial.recorded()).doesNotContain(db.url().password().orElseThrow());
    }

    @Test
    void aProblemOfTheProviderIsShownWhereThePlaybookAsksForTheSandbox() {
        Order order = order("made", """
                targets:
                  made: { sandbox: { provider: server, url: "${URL}" } }
                steps:
                  - { id: one, check: SELECT 1, expect: 1 }
                """, "postgresql://eva:password-1@127.0.0.1/app?pgbouncer=true");

        assertThatThrownBy(() -> OpenRun.begin(order, trial.equipment(trial.operator)))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                    assertThat(thrown.first().code()).isEqualTo(ProblemCode.PB408);
                    assertThat(thrown.first().at().orElseThrow().line()).isEqualTo(5);
                });
        assertThat(trial.recorded()).doesNotContain("password-1");
    }

    private Order order(String target, String playbook, String url) {
        Path file = trial.write("book.yaml", "version: 1\nplaybook: book\nmigrations: migrations\n" + playbook);
        boolean sandbox = playbook.contains(target + ": { sandbox:");
        return trial.order(
                file,
                target,
                sandbox ? Order.Manner.REHEARSAL : Order.Manner.GUIDED,
                Map.of("URL", url, "ALIAS", url.replace("127.0.0.1", "localhost"), "PATH", path()));
    }

    private void walk(Order order) {
        trial.operator.says(new Consent.Yes());
        try (OpenRun run = OpenRun.begin(order, trial.equipment(trial.operator))) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
    }

    private Event.SandboxReady ready() {
        return trial.events(Event.SandboxReady.class).get(0);
    }

    private List<String> plan() {
        return trial.events(Event.Planned.class).stream()
                .flatMap(planned -> planned.plan().lines().stream())
                .map(Plan.Line::text)
                .toList();
    }

    private static String path() {
        return System.getenv("PATH");
    }

    private static String version(DatabaseUrl url) throws SQLException {
        try (Connection connection = TestServer.connect(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW server_version")) {
            result.next();
            return result.getString(1).replaceFirst(" .*", "");
        }
    }
}
