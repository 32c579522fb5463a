package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.SharedFolder;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryTest {

    private static final String PASSWORD = "correct horse/battery+staple";
    private static final Consent YES = new Consent.Yes();

    @TempDir
    Path directory;

    @Test
    void takesTheHandMadeDatabaseThroughEveryStepWithNothingLost() {
        Trial trial = Trial.ofTheStory(directory);
        trial.operator.says(YES, YES, YES, YES);

        try (OpenRun run = trial.begin(trial.playbook(), "throwaway", Order.Manner.GUIDED, Map.of())) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);

            try (Session session = Session.open(run.ground().url(), SessionOptions.named("test"))) {
                assertThat(one(session, "SELECT count(*), count(DISTINCT username) FROM users"))
                        .isEqualTo("1201 1200");
                assertThat(one(session, "SELECT count(*) FROM users WHERE role = 'ADMIN'"))
                        .isEqualTo("1");
                assertThat(
                                one(
                                        session,
                                        "SELECT count(*), count(*) FILTER (WHERE direction = 'UP' AND \"priceOpen\" = 0) FROM trades"))
                        .isEqualTo("60000 60000");
                assertThat(
                                one(
                                        session,
                                        "SELECT count(*) FROM information_schema.columns WHERE table_name = 'trades'"
                                                + " AND column_name IN ('direction', 'priceOpen', 'priceOpenAt') AND is_nullable = 'NO'"))
                        .isEqualTo("3");
                assertThat(history(session))
                        .containsExactly(
                                "20250902181313_init 0 true",
                                "20250910205257_add_transactions 0 true",
                                "20251119194448_add_admin 1 false");
            }
        }
    }

    @Test
    void stopsAtTheDraftMigrationAndChangesNothing() throws IOException {
        Trial trial = Trial.ofTheStory(directory);
        Path migration = directory.resolve("migrations/20251119194448_add_admin/migration.sql");
        Files.copy(
                SharedFolder.require("story/draft/20251119194448_add_admin/migration.sql"),
                migration,
                StandardCopyOption.REPLACE_EXISTING);
        Path playbook = trial.write(
                "playbooks/draft.yaml", Files.readString(trial.playbook()).replace("      then: [first-admin]\n", ""));
        trial.operator.says(YES, YES, YES);

        try (OpenRun run = trial.begin(playbook, "throwaway", Order.Manner.GUIDED, Map.of())) {
            Result result = run.walk(Optional.empty());

            assertThat(result).isInstanceOfSatisfying(Result.Failed.class, failed -> {
                assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB206);
                assertThat(failed.outcome().problem().message())
                        .contains("column \"direction\" of relation \"trades\" contains null values (SQLSTATE 23502)");
                assertThat(failed.outcome().problem().at().orElseThrow().toString())
                        .endsWith("migration.sql:11:1");
                assertThat(failed.outcome().left()).isEqualTo(Outcome.Left.NOTHING);
            });
            assertThat(result.exit(true)).isEqualTo(1);
            assertThat(run.state().steps().get("admin-roles").word()).isEqualTo("failed");
            assertThat(run.state().steps().get("first-admin").word()).isEqualTo("waiting");
            try (Session session = Session.open(run.ground().url(), SessionOptions.named("test"))) {
                assertThat(
                                one(
                                        session,
                                        "SELECT count(*) FROM information_schema.columns WHERE column_name IN ('role', 'direction') AND table_schema = 'public'"))
                        .isEqualTo("0");
            }
        }
        assertThat(trial.recorded()).contains("\"sqlState\":\"23502\"");
    }

    @Test
    void rehearsesWithoutAConnectionToTheRealServerOfTheSeed() throws IOException {
        Trial trial = Trial.ofTheStory(directory);
        try (ServerSocket real = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            real.setSoTimeout(1);
            Map<String, String> variables =
                    Map.of("AUTH_URL", "http://127.0.0.1:" + real.getLocalPort(), "ADMIN_PASSWORD", PASSWORD);

            try (OpenRun run = trial.begin(trial.playbook(), "throwaway", Order.Manner.REHEARSAL, variables)) {
                assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
            }

            org.assertj.core.api.Assertions.assertThatThrownBy(real::accept).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(trial.events)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                Event.CallStarted.class,
                                call -> assertThat(call.standIn()).isTrue()));
    }

    @Test
    void signsTheFirstAdminInAtARealBetterAuthServer() throws IOException {
        Trial trial = Trial.ofTheStory(directory);
        Path start = SharedFolder.require("better-auth/start");
        String story = Files.readString(trial.playbook()).replace("      then: [first-admin]\n", "");
        String services = """
                services:
                  auth:
                    command: ["%s"]
                    ready: http://127.0.0.1:${PORT}/api/auth/ok
                    timeout: 240s
                    provides: { AUTH_URL: "http://127.0.0.1:${PORT}" }

                """.formatted(start);
        String before = """
                steps:
                  - id: too-early
                    title: A sign-up is refused before the deploy
                    http:
                      post: ${AUTH_URL}/api/auth/sign-up/email
                      json: { name: Admin, email: early@example.com, password: "${ADMIN_PASSWORD}" }
                      expect: { status: 422 }
                """;
        String after = """
                  - id: sign-in
                    title: The first admin signs in
                    http:
                      post: ${AUTH_URL}/api/auth/sign-in/email
                      json: { email: admin@example.com, password: "${ADMIN_PASSWORD}" }
                      expect: { status: 200 }
                """;
        Path playbook = trial.write(
                "playbooks/better-auth.yaml",
                story.replace("limits:\n", services + "limits:\n").replace("steps:\n", before) + after);

        try (OpenRun run =
                trial.begin(playbook, "throwaway", Order.Manner.REHEARSAL, Map.of("ADMIN_PASSWORD", PASSWORD))) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }

        assertThat(trial.events.stream()
                        .filter(Event.CallFinished.class::isInstance)
                        .map(e -> ((Event.CallFinished) e).result()))
                .contains("answered 422", "answered 200");
        assertNoSecret(trial.recorded());
    }

    @Test
    void keepsEverySecretOutOfTheRecordInEveryForm() {
        Trial trial = new Trial(directory);
        Path playbook = trial.write("leaky.yaml", """
                version: 1
                playbook: leaky
                targets:
                  box: { sandbox: { provider: embedded } }
                steps:
                  - id: sql
                    sql: SELECT ${ADMIN_PASSWORD}
                  - id: output
                    command:
                      shell: printf '%s\\n' "$LEAK"; printf '%s' "$LEAK" | base64
                      env: { LEAK: "${ADMIN_PASSWORD}" }
                      reaches: []
                  - id: error
                    sql: SELECT (${ADMIN_PASSWORD})::int
                """);

        try (OpenRun run = trial.begin(playbook, "box", Order.Manner.REHEARSAL, Map.of("ADMIN_PASSWORD", PASSWORD))) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Failed.class);
        }

        assertThat(trial.recorded()).contains("22P02");
        assertNoSecret(trial.recorded());
    }

    private static void assertNoSecret(String text) {
        String base64 = Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8));
        assertThat(text)
                .doesNotContain(PASSWORD)
                .doesNotContain(URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8))
                .doesNotContain(base64.substring(0, base64.length() - 4));
    }

    private static String one(Session session, String sql) {
        Row row = session.one(sql);
        return String.join(" ", row.values().stream().map(String::valueOf).toList());
    }

    private static List<String> history(Session session) {
        return session
                .query("SELECT migration_name || ' ' || applied_steps_count || ' ' || (finished_at = started_at)"
                        + " FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name")
                .stream()
                .map(row -> row.text(0))
                .toList();
    }
}
