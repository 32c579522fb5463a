package dev.pgplaybook.step;

import dev.pgplaybook.journal.Json;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.playbook.Call;
import dev.pgplaybook.playbook.JsonTemplate;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** HTTP actions: one request, straight to its host, no redirect followed. The answer's body is not recorded, as it may hold a token. */
record HttpCalls(Context context) {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    /** Where servers say what was wrong, in the order of preference. */
    private static final String[] REASONS = {"code", "error", "message"};

    String make(Call.Http call, Location at) {
        URI uri = uri(call, at);
        HttpResponse<String> response = send(request(call, uri), uri, at);
        if (!call.status().contains(response.statusCode())) {
            throw new ActionFailedException(
                    Problem.of(
                                    ProblemCode.PB509,
                                    call.method() + " " + shown(call) + " answered " + response.statusCode()
                                            + reason(response.body()) + ", expected " + call.status())
                            .at(at)
                            .hint("what it did before it answered is not known; done_when tells"),
                    Left.UNKNOWN);
        }
        return "answered " + response.statusCode();
    }

    /** Whether the request goes to a service that this rehearsal started. */
    boolean isOurs(Call.Http call) {
        try {
            String authority = URI.create(call.url().fill(context.variables())).getAuthority();
            return authority != null && context.ground().services().containsValue(authority);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The URL without its query, which may hold what nobody thought of as secret. */
    String shown(Call.Http call) {
        return context.tools()
                .secrets()
                .mask(call.url().fill(context.variables()).replaceFirst("\\?.*", "?…"));
    }

    private URI uri(Call.Http call, Location at) {
        String url = call.url().fill(context.variables());
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new ActionFailedException(
                    Problem.of(ProblemCode.PB510, shown(call) + " is not an http or https URL")
                            .at(at),
                    Left.NOTHING);
        }
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new ActionFailedException(
                    Problem.of(ProblemCode.PB510, shown(call) + " is not a URL").at(at), Left.NOTHING);
        }
    }

    private HttpRequest request(Call.Http call, URI uri) {
        Optional<String> json = call.json().map(template -> Json.line(value(template)));
        Optional<String> body = json.or(() -> call.body().map(text -> text.fill(context.variables())));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(call.timeout())
                .method(
                        call.method(),
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        if (json.isPresent()) {
            request.setHeader("Content-Type", "application/json");
        }
        call.headers().forEach((name, text) -> request.setHeader(name, text.fill(context.variables())));
        return request.build();
    }

    private HttpResponse<String> send(HttpRequest request, URI uri, Location at) {
        String where = uri.getScheme() + "://" + uri.getAuthority();
        try {
            return client().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new ActionFailedException(
                    Problem.of(ProblemCode.PB510, "The server at " + where + " cannot be reached")
                            .at(at)
                            .hint("start it, and run the step again; nothing was sent"),
                    Left.NOTHING);
        } catch (HttpTimeoutException e) {
            throw new ActionFailedException(
                    Problem.of(ProblemCode.PB510, "The server at " + where + " did not answer in time")
                            .at(at)
                            .hint("whether the request took effect is not known; done_when tells"),
                    Left.UNKNOWN);
        } catch (IOException e) {
            throw new ActionFailedException(
                    Problem.of(ProblemCode.PB510, "The connection to " + where + " was lost")
                            .at(at),
                    Left.UNKNOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionFailedException(
                    Problem.of(ProblemCode.PB510, "The request was interrupted").at(at), Left.UNKNOWN);
        }
    }

    /** No proxy on a sandbox: a service of ours is on this machine, and nothing else may hear of the request. */
    private HttpClient client() {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).version(HttpClient.Version.HTTP_1_1);
        return (context.ground().confined() ? client.proxy(HttpClient.Builder.NO_PROXY) : client).build();
    }

    private @Nullable Object value(JsonTemplate template) {
        if (template instanceof JsonTemplate.Fields fields) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            fields.fields().forEach((name, field) -> values.put(name, value(field)));
            return values;
        } else if (template instanceof JsonTemplate.Items items) {
            return items.items().stream().map(this::value).toList();
        }
        return template instanceof JsonTemplate.Words words
                ? words.text().fill(context.variables())
                : ((JsonTemplate.Constant) template).value().value();
    }

    /** The short code or message of a JSON error, which says more than its status and holds no one's data. */
    private static String reason(String body) {
        try {
            if (Json.read(body) instanceof Map<?, ?> fields) {
                for (String name : REASONS) {
                    if (fields.get(name) instanceof String text) {
                        return " (" + Words.oneLine(text) + ")";
                    }
                }
            }
        } catch (JacksonException e) {
            // Not JSON, then: the status alone must do.
        }
        return "";
    }
}
