package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one HTTP request. */
final class HttpReader {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final Set<Integer> USUAL_STATUS = Set.of(200, 201, 202, 204);
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

    private HttpReader() {}

    static Call.Http read(Field field) {
        Fields fields = field.fields(Shape.HTTP);
        List<String> methods = fields.oneOf(METHODS, ProblemCode.PB104, ProblemCode.PB106);
        if (fields.has("json")) {
            fields.refuse("body", "send either json or body");
        }
        List<Text> urls = methods.stream()
                .flatMap(method -> fields.find(method).stream())
                .map(Values::template)
                .toList();
        return new Call.Http(
                methods.isEmpty() ? "GET" : methods.get(0).toUpperCase(Locale.ROOT),
                urls.isEmpty() ? Text.none(field.at()) : urls.get(0),
                fields.find("headers").map(HttpReader::headers).orElseGet(Map::of),
                fields.find("json").map(JsonReader::read),
                fields.find("body").map(Values::template),
                fields.find("expect").map(HttpReader::status).orElse(USUAL_STATUS),
                fields.find("timeout").map(Values::duration).orElse(USUAL_TIMEOUT));
    }

    private static Map<String, Text> headers(Field field) {
        return field.withKeys(NameRule.HEADER).named(Values::template);
    }

    private static Set<Integer> status(Field field) {
        Field status = field.fields(Shape.HTTP_EXPECT).require("status", "write {status: 200} or {status: [200, 201]}");
        List<Field> codes = status.isList() ? status.someItems() : List.of(status);
        return codes.stream().map(code -> Values.whole(code, 100, 599)).collect(Collectors.toUnmodifiableSet());
    }
}
