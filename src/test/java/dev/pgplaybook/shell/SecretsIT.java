package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of the environment, in every place where a walk could let one slip: into no file under .pgplaybook and no output. */
class SecretsIT {

    private static final String PASSWORD = "correct horse/battery+staple&\"é";
    private static final String TOKEN = "tok-0123456789/abc==";
    private static final String LISTED = "only the list says so";

    private static final String STEPS = """
              - id: parameter
                sql: SELECT ${ADMIN_PASSWORD}, ${API_TOKEN}, ${ODDLY_NAMED}
                expect: { rows: 1 }
              - id: answer
                sql: SELECT ${ADMIN_PASSWORD}
                expect: nothing of the kind
                done_when: SELECT 1 WHERE ${ADMIN_PASSWORD} <> ''
              - id: output
                command:
                  shell: printf '%s\\n' "$LEAK" "$TOKEN" "$LISTED" "$DB"; printf '%s' "$LEAK" | base64; printf '%s' "$TOKEN" | base64
                  env: { LEAK: "${ADMIN_PASSWORD}", TOKEN: "${API_TOKEN}", LISTED: "${ODDLY_NAMED}" }
                  url_env: DB
                  reaches: []
              - id: request
                http:
                  post: ${API}/?token=${API_TOKEN}
                  headers: { Authorization: "Bearer ${API_TOKEN}" }
                  json: { password: "${ADMIN_PASSWORD}", note: "${ODDLY_NAMED}" }
                stand_in: { sql: "SELECT ${ADMIN_PASSWORD}" }
            """;

    private static final List<String> FAILING = List.of(
            "  - id: error\n    sql: SELECT (${ADMIN_PASSWORD})::int\n",
            "  - id: column\n    sql: INSERT INTO words VALUES (${API_TOKEN}), (${API_TOKEN})\n",
            "  - id: check\n    check: SELECT ${ADMIN_PASSWORD} || ${ODDLY_NAMED}\n    expect: 1\n",
            "  - id: program\n    command: { shell: 'echo $LEAK >&2; exit 1', env: { LEAK: '${ADMIN_PASSWORD}' }, reaches: [] }\n",
            "  - id: slow\n    command: { shell: 'echo $LEAK; sleep 60', env: { LEAK: '${API_TOKEN}' }, reaches: [], timeout: 300ms }\n",
            "  - id: missing\n    command: [\"no-such-${API_TOKEN}\"]\n",
            "  - id: refused\n    http: { get: \"${API}/no?q=${API_TOKEN}\", headers: { X-Password: \"${ADMIN_PASSWORD}\" } }\n");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    private HttpServer http;
    private Trial trial;
    private final Map<String, String> environment = new HashMap<>();
    private final StringBuilder shown = new StringBuilder();

    @BeforeEach
    void start() throws IOException {
        trial = new Trial(directory);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = ("{\"message\":\"not with " + TOKEN + "\",\"token\":\"" + TOKEN + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            boolean refused = exchange.getRequestURI().getPath().equals("/no");
            exchange.sendResponseHeaders(refused ? 401 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        db.execute("CREATE TABLE words (word text UNIQUE)");
        environment.putAll(Map.of(
                "ADMIN_PASSWORD", PASSWORD,
                "API_TOKEN", TOKEN,
                "ODDLY_NAMED", LISTED,
                "API", "http://127.0.0.1:" + http.getAddress().getPort(),
                "URL", db.url().withPassword()));
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    @Test
    void showsAndRecordsNone() {
        book("whole.yaml", STEPS);
        run("show", "whole.yaml");
        run("plan", "whole.yaml", "--target", "server");
        assertThat(run("run", "whole.yaml", "--target", "server", "--yes", "--show-values")
                        .out())
                .contains("passed");
        assertThat(run("rehearse", "whole.yaml", "--json").out()).contains("\"passed\"");
        for (String failing : FAILING) {
            book("failing.yaml", failing);
            assertThat(run("run", "failing.yaml", "--target", "server", "--yes", "--show-values")
                            .status())
                    .as(failing)
                    .isIn(1, 6);
            run("runs", "show", "--json");
            run("status");
        }
        run("runs", "--json");

        String recorded = trial.recorded();
        assertThat(recorded).contains("22P02", "23505", "answered 401", "PB511", "PB512");
        for (String form : forms()) {
            assertThat(recorded).doesNotContain(form);
            assertThat(shown.toString()).doesNotContain(form);
        }
    }

    private List<String> forms() {
        List<String> forms = new ArrayList<>();
        for (String secret :
                List.of(PASSWORD, TOKEN, LISTED, db.url().password().orElseThrow())) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().encodeToString(bytes);
            forms.add(secret);
            forms.add(secret.replace("\"", "\\\""));
            forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
            // The last group depends on what follows the secret.
            forms.add(base64.substring(0, (bytes.length / 3) * 4));
        }
        return forms;
    }

    private void book(String name, String steps) {
        trial.write(name, """
                version: 1
                playbook: leaky
                secrets: [ODDLY_NAMED]
                targets:
                  server: { url: "${URL}" }
                  box: { sandbox: { provider: embedded } }
                steps:
                """ + steps);
    }

    private Ended run(String... arguments) {
        Ended ended = LauncherProcess.run(directory, environment, arguments);
        shown.append(ended.out()).append(ended.err());
        return ended;
    }
}
