package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Reads the databases that a playbook names. */
final class TargetReader {

    private TargetReader() {}

    static TargetSpec read(Field field) {
        Fields fields = field.fields(Shape.TARGET);
        fields.oneOf(List.of("url", "sandbox"), ProblemCode.PB104, ProblemCode.PB106);
        return fields.has("sandbox") ? sandbox(field, fields) : server(field, fields);
    }

    private static TargetSpec server(Field field, Fields fields) {
        if (fields.has("url")) {
            fields.refuse("services", "services are started for sandboxes alone");
        }
        boolean isProtected = fields.find("protected").map(Values::flag).orElse(false);
        boolean disposable = fields.find("disposable").map(Values::flag).orElse(false);
        if (isProtected && disposable) {
            field.reading()
                    .problems()
                    .add(
                            ProblemCode.PB106,
                            fields.keyAt("disposable"),
                            field.path() + " cannot be both protected and disposable",
                            "keep the one that is true of the database");
        }
        Text url = fields.find("url").map(Values::template).orElseGet(() -> Text.none(field.at()));
        return new TargetSpec.Server(field.lastName(), url, isProtected, disposable, field.at());
    }

    private static TargetSpec sandbox(Field field, Fields fields) {
        List.of("protected", "disposable").forEach(key -> fields.refuse(key, "a sandbox is always disposable"));
        fields.find("url").ifPresent(Values::template);
        SandboxSpec sandbox = fields.find("sandbox").map(SandboxReader::read).orElseThrow();
        Optional<List<String>> services = fields.find("services").map(ServiceReader::uses);
        return new TargetSpec.Disposable(field.lastName(), sandbox, services, field.at());
    }
}
