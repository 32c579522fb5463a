package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Json;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP actions beside a real database, where requests are made for real. */
class RequestTest extends OnServer {

    /** What the server heard. */
    private record Heard(String method, String path, Map<String, List<String>> headers, String body) {}

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private HttpServer http;
    private int status = 200;
    private String answer = "{}";

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
        server.with("API", "http://127.0.0.1:" + http.getAddress().getPort()).with("WHO", "Sam \"the\" Trader\\");
        db.execute("CREATE TABLE people (id int PRIMARY KEY, name text)");
    }

    @AfterEach
    void stop() {
        ending.countDown();
        http.stop(0);
    }

    @Test
    void sendsItsMethodHeadersAndJsonWithVariablesAsValues() {
        server.trial.operator.says(YES, YES);

        server.passes("""
                  - id: call
                    http:
                      put: ${API}/people/7?of=us
                      headers: { X-Who: "it is ${API}" }
                      json: { name: "${WHO}", age: 7, tags: [a, "${WHO}"], gone: null, on: true }
                  - id: plain
                    http: { post: "${API}/plain", headers: { Content-Type: text/plain }, body: "I am ${WHO}" }
                """);

        Heard json = heard.get(0);
        assertThat(json.method()).isEqualTo("PUT");
        assertThat(json.path()).isEqualTo("/people/7?of=us");
        assertThat(json.headers())
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry(
                        "X-who",
                        List.of("it is http://127.0.0.1:" + http.getAddress().getPort()));
        assertThat(((Map<?, ?>) Json.read(json.body())).get("name")).isEqualTo("Sam \"the\" Trader\\");
        assertThat(json.body()).contains("\"age\":7", "\"gone\":null", "\"on\":true");
        assertThat(heard.get(1).headers()).containsEntry("Content-type", List.of("text/plain"));
        assertThat(heard.get(1).body()).isEqualTo("I am Sam \"the\" Trader\\");
    }

    @Test
    void acceptsTheAnswersThatItNamesAndNoOthers() {
        server.trial.operator.says(YES, YES, YES);
        status = 409;
        answer = "{\"message\":\"is there already\"}";

        server.passes("  - id: call\n    http: { get: \"${API}/\", expect: { status: [200, 409] } }\n");
        Result.Failed failed = server.fails("  - id: call\n    http: { get: \"${API}/\" }\n");

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB509);
        assertThat(failed.outcome().problem().message()).contains("answered 409 (is there already)");
        assertThat(failed.outcome().left()).isEqualTo(Left.UNKNOWN);
        assertThat(failed.exit(false)).isEqualTo(6);
    }

    @Test
    void isNotMadeAgainOnceItHasTakenEffect() {
        server.trial.operator.says(YES, YES);
        String steps = """
                  - id: call
                    http: { post: "${API}/people" }
                    done_when: SELECT 1 FROM people WHERE name = ${WHO}
                    verify: [{ sql: SELECT count(*) FROM people, expect: 1 }]
                """;

        server.passes(steps);
        server.passes(steps);

        assertThat(heard).hasSize(1);
        assertThat(server.trial.events(Event.Noted.class))
                .anySatisfy(noted -> assertThat(noted.text()).startsWith("done already, not repeated: POST "));
    }

    @Test
    void failsItsVerificationWhenItSaysYesAndDoesNothing() {
        server.trial.operator.says(YES);

        Result.Failed failed = server.fails("""
                  - id: call
                    http: { post: "${API}/nothing" }
                    done_when: SELECT 1 FROM people
                """);

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB502);
        assertThat(failed.exit(false)).isEqualTo(6);
    }

    @Test
    void doesNotKnowWhatARequestDidThatWasNotAnsweredInTime() {
        server.trial.operator.says(YES);

        Result.Failed failed = server.fails("  - id: call\n    http: { post: \"${API}/slow\", timeout: 300ms }\n");

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB510);
        assertThat(failed.outcome().left()).isEqualTo(Left.UNKNOWN);
    }

    @Test
    void knowsThatNothingHappenedWhereNobodyListens() {
        server.trial.operator.says(YES);
        http.stop(0);

        Result.Failed failed = server.fails("  - id: call\n    http: { post: \"${API}/\" }\n");

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB510);
        assertThat(failed.exit(false)).isEqualTo(1);
    }

    @Test
    void isNeverServedByItsStandInOnARealDatabase() {
        server.trial.operator.says(YES);

        server.passes("""
                  - id: call
                    http: { post: "${API}/nothing" }
                    stand_in: { sql: "INSERT INTO people VALUES (1, 'stand-in')" }
                """);

        assertThat(heard).hasSize(1);
        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo("0");
    }

    @Test
    void isNotMadeByADryRun() {
        Preview.of(
                server.order("  - id: call\n    http: { post: \"${API}/people\" }\n"),
                server.trial.equipment(server.trial.operator));

        assertThat(heard).isEmpty();
        assertThat(server.trial.events(Event.Planned.class))
                .singleElement()
                .satisfies(planned -> assertThat(planned.plan().lines())
                        .anyMatch(line -> line.text().startsWith("POST ")));
        assertThat(directory.resolve(".pgplaybook/runs")).doesNotExist();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        heard.add(new Heard(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body));
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/people")) {
            db.execute("INSERT INTO people VALUES (1, 'Sam \"the\" Trader\\')");
        } else if (path.equals("/slow")) {
            awaitTheEnd();
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitTheEnd() {
        try {
            ending.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
