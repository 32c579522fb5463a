package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.ProblemCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the steps. Each has exactly one kind; {@code confirm} is a kind only where it stands alone. */
final class StepReader {

    private static final List<String> KINDS =
            StepKind.ofPlaybooks().stream().map(StepKind::word).toList();

    private final Limits limits;
    private final Map<String, Location> ids = new HashMap<>();

    StepReader(Limits playbookLimits) {
        this.limits = playbookLimits;
    }

    Step read(Field field) {
        Fields fields = field.fields(Shape.STEP);
        List<StepKind> kinds = kinds(fields);
        List<Work> works =
                kinds.stream().map(kind -> WorkReader.read(kind, fields)).toList();
        if (kinds.size() == 1) {
            refuseKeysOfOtherKinds(kinds.get(0), fields);
        }
        Work work = works.isEmpty() ? new Work.Confirm("") : works.get(0);
        boolean asksAlone = work.kind() == StepKind.CONFIRM;
        return new Step(
                id(fields.require("id", "give the step a name, such as id: first-admin")),
                fields.find("title").map(Values::text).orElseGet(() -> StepTitle.of(work)),
                work,
                fields.find("checks").map(CheckReader::list).orElseGet(List::of),
                fields.find("verify").map(CheckReader::list).orElseGet(List::of),
                fields.find("confirm").filter(f -> !asksAlone).map(Values::text),
                fields.find("undo").map(Values::text),
                fields.find("limits")
                        .map(LimitsReader::read)
                        .orElse(Limits.NONE)
                        .or(limits),
                field.at());
    }

    private String id(Field field) {
        String id = Values.name(field);
        Location first = ids.putIfAbsent(id, field.at());
        if (first != null && field.isText()) {
            field.reading()
                    .problems()
                    .add(
                            ProblemCode.PB105,
                            field.at(),
                            "the step id " + id + " is taken; its first step is in line " + first.line(),
                            "give each step an id of its own");
        }
        return id;
    }

    private static List<StepKind> kinds(Fields fields) {
        boolean confirmsAnother = KINDS.stream().filter(fields::has).count() > 1;
        List<String> candidates = KINDS.stream()
                .filter(word -> !confirmsAnother || !word.equals(StepKind.CONFIRM.word()))
                .toList();
        List<String> present = fields.oneOf(candidates, ProblemCode.PB107, ProblemCode.PB107);
        return StepKind.ofPlaybooks().stream()
                .filter(kind -> present.contains(kind.word()))
                .toList();
    }

    private static void refuseKeysOfOtherKinds(StepKind kind, Fields fields) {
        boolean acts = kind == StepKind.SQL || kind == StepKind.HTTP || kind == StepKind.COMMAND;
        if (!acts) {
            fields.refuse("done_when", "it goes with sql, http and command");
            fields.refuse("stand_in", "it goes with http and command");
        }
        if (!acts && kind != StepKind.CHECK) {
            fields.refuse("expect", "it goes with sql and check");
        }
    }
}
