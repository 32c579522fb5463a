package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Reads what is to be proved on a sandbox. */
final class ValidateReader {

    private ValidateReader() {}

    static Work.Validate read(Field field) {
        Fields fields = field.fields(Shape.VALIDATE);
        return new Work.Validate(
                fields.find("sandbox").map(SandboxReader::read).orElseGet(() -> SandboxReader.standard(field.at())),
                fields.find("resolve").map(WorkReader::resolve).orElseGet(() -> new Work.Resolve(List.of(), List.of())),
                fields.find("deploy")
                        .map(WorkReader::deploy)
                        .orElseGet(() -> new Work.Deploy(Optional.empty(), Optional.empty())),
                fields.find("then").map(ValidateReader::then).orElseGet(List::of));
    }

    private static List<String> then(Field list) {
        return list.items().stream().map(ValidateReader::laterStep).toList();
    }

    private static String laterStep(Field field) {
        String id = Values.text(field);
        if (field.isText()) {
            Reading reading = field.reading();
            reading.mustBeDefined(
                    "step",
                    id,
                    field.at(),
                    playbook -> playbook.steps().stream().map(Step::id).toList());
            reading.later(playbook -> playbook.step(id)
                    .filter(step -> step.kind() == StepKind.VALIDATE || step.kind() == StepKind.CONFIRM)
                    .ifPresent(step -> reading.problems()
                            .add(
                                    ProblemCode.PB106,
                                    field.at(),
                                    "the step " + id + " is a " + step.kind().word()
                                            + ", which cannot be walked on a sandbox",
                                    "name steps that deploy, seed, run or check something")));
        }
        return id;
    }
}
