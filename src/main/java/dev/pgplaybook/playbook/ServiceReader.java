package dev.pgplaybook.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads the servers that a rehearsal starts, and the lists of them elsewhere in a playbook. */
final class ServiceReader {

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

    private ServiceReader() {}

    static ServiceSpec read(Field field) {
        Fields fields = field.fields(Shape.SERVICE);
        return new ServiceSpec(
                field.lastName(),
                argv(fields.require("command", "write the program and its arguments as a list")),
                fields.find("env").map(ServiceReader::environment).orElseGet(Map::of),
                Values.template(fields.require("ready", "write the URL that answers once the service can be used")),
                fields.find("timeout").map(Values::duration).orElse(USUAL_TIMEOUT),
                fields.find("provides").map(ServiceReader::environment).orElseGet(Map::of),
                field.at());
    }

    static List<Text> argv(Field field) {
        return field.someItems().stream().map(Values::template).toList();
    }

    static Map<String, Text> environment(Field field) {
        return field.withKeys(NameRule.VARIABLE).named(Values::template);
    }

    /** Names of services, each of which the playbook must define. */
    static List<String> uses(Field list) {
        return list.items().stream().map(ServiceReader::use).toList();
    }

    private static String use(Field field) {
        String name = Values.text(field);
        if (field.isText()) {
            field.reading()
                    .mustBeDefined(
                            "service",
                            name,
                            field.at(),
                            playbook -> playbook.services().keySet());
        }
        return name;
    }
}
