package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.likeness.Extensions;
import dev.pgplaybook.likeness.ScriptLoader;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.CatalogPicture;
import dev.pgplaybook.testing.HostServer;
import dev.pgplaybook.testing.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal, a dry run and a validation resemble a target, and never change it: its own log and its transactions say so. */
class UntouchedTargetTest {

    private static final String HEAD = """
            version: 1
            playbook: like-production
            migrations: ../migrations
            targets:
              production: { url: "${URL}", protected: true }
              box: { sandbox: { provider: embedded, like: { target: production } } }
            steps:
              - id: proof
                validate:
                  sandbox: { provider: embedded, like: { target: production } }
                  resolve: { applied: [20250902181313_init, 20250910205257_add_transactions] }
                  deploy: all
            """;

    private static final String CHANGES = """
              - id: legacy
                resolve: { applied: [20250902181313_init, 20250910205257_add_transactions] }
              - id: roles
                deploy: all
              - id: seed
                sql: INSERT INTO users (id, email) VALUES ('a', 'a@example.com')
            """;

    @TempDir
    Path directory;

    private HostServer production;
    private Trial trial;
    private List<String> schema;
    private String transaction;
    private int logged;

    @BeforeEach
    void fillProduction() {
        production = HostServer.start(directory);
        trial = Trial.ofTheStory(directory.resolve("project"));
        try (Session session = Session.open(production.url(), SessionOptions.named("test"))) {
            new ScriptLoader(session, Progress.silent(), new Extensions(Progress.silent()))
                    .load(trial.directory.resolve("playbooks/production.sql"));
        }
        schema = CatalogPicture.of(production.url());
        transaction = nextTransaction();
        logged = production.log().length();
    }

    @AfterEach
    void assertUntouched() {
        try (HostServer server = production) {
            String log = server.log().substring(logged);
            assertThat(log).contains("connection authorized");
            assertThat(log)
                    .doesNotContain("statement: ")
                    .doesNotContain("execute <unnamed>")
                    .doesNotContain("ERROR");
            assertThat(nextTransaction()).isEqualTo(transaction);
            assertThat(CatalogPicture.of(server.url())).isEqualTo(schema);
        }
    }

    @Test
    void byARehearsalLikeIt() {
        try (OpenRun run = begin("box", Order.Manner.REHEARSAL, HEAD + CHANGES)) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
            assertThat(CatalogPicture.of(run.ground().url()))
                    .containsAll(schema.stream()
                            .filter(line -> line.startsWith("index"))
                            .toList())
                    .anyMatch(line -> line.contains("users_username_key"));
        }

        assertThat(trial.events(Event.SandboxReady.class))
                .hasSize(2)
                .allMatch(ready -> ready.like().equals("like the schema of production"));
    }

    @Test
    void byAValidationInARunOnIt() {
        trial.operator.says(new Consent.Yes());

        try (OpenRun run = begin("production", Order.Manner.GUIDED, HEAD)) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
    }

    @Test
    void byADryRunOnIt() {
        Path playbook = trial.write("playbooks/like.yaml", HEAD + CHANGES);
        Order order = trial.order(playbook, "production", Order.Manner.GUIDED, variables());

        Preview.of(order, trial.equipment(trial.operator));

        assertThat(trial.events(Event.Planned.class)).hasSize(4);
    }

    private OpenRun begin(String target, Order.Manner manner, String text) {
        return trial.begin(trial.write("playbooks/like.yaml", text), target, manner, variables());
    }

    private Map<String, String> variables() {
        return Map.of("URL", production.url().withPassword());
    }

    /** Whatever changes a row takes the next one. */
    private String nextTransaction() {
        try (Session session = Session.open(production.url(), SessionOptions.named("test"))) {
            return session.one("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
                    .text(0);
        }
    }
}
