package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.ProblemCode;
import java.util.List;

/** Reads how the operator shows that there is a backup. */
final class BackupReader {

    private BackupReader() {}

    static BackupEvidence read(Field field) {
        Fields fields = field.fields(Shape.BACKUP);
        List<String> kinds = fields.oneOf(List.of("sql", "command", "ask"), ProblemCode.PB104, ProblemCode.PB106);
        if (kinds.contains("sql")) {
            return new BackupEvidence.Query(CheckReader.read(fields));
        }
        List.of("title", "expect").forEach(key -> fields.refuse(key, "it goes with sql"));
        return fields.find("command")
                .<BackupEvidence>map(command -> new BackupEvidence.Program(CommandReader.read(command)))
                .orElseGet(() -> new BackupEvidence.Statement(
                        fields.find("ask").map(Values::text).orElse("")));
    }
}
