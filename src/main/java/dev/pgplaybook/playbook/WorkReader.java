package dev.pgplaybook.playbook;

import dev.pgplaybook.sql.ExecutionModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a step does, by its kind. */
final class WorkReader {

    private WorkReader() {}

    static Work read(StepKind kind, Fields step) {
        Field field = step.require(kind.word(), "");
        return switch (kind) {
            case RESOLVE -> resolve(field);
            case VALIDATE -> ValidateReader.read(field);
            case DEPLOY -> deploy(field);
            case SEED -> seed(field);
            case SQL, HTTP, COMMAND -> new Work.Act(ActionReader.read(step, kind.word()));
            case CHECK -> new Work.Ask(CheckReader.step(field, step));
            case CONFIRM -> new Work.Confirm(Values.text(field));
            case REPAIR, RESET ->
                throw new IllegalArgumentException("no playbook has a step of the kind " + kind.word());
        };
    }

    static Work.Resolve resolve(Field field) {
        Fields fields = field.fields(Shape.RESOLVE);
        boolean infers = fields.find("applied").filter(Field::isText).isPresent();
        List<String> applied = fields.find("applied").map(WorkReader::applied).orElseGet(List::of);
        List<String> rolledBack = fields.find("rolled_back").map(Values::texts).orElseGet(List::of);
        if (fields.lacks(List.of("applied", "rolled_back"))) {
            field.missing(field.path() + " names no migration", "write applied: [name] or rolled_back: [name]");
        } else if (applied.isEmpty() && rolledBack.isEmpty() && fields.hasEmptyList()) {
            field.badValue(field.path() + " names no migration", "write applied: [name] or rolled_back: [name]");
        }
        return new Work.Resolve(
                applied,
                infers,
                fields.find("probe")
                        .map(probe -> probe.named(SqlTexts::question))
                        .orElseGet(Map::of),
                fields.find("although")
                        .map(reasons -> reasons.named(Values::text))
                        .orElseGet(Map::of),
                rolledBack);
    }

    /** The word infer, or names. */
    private static List<String> applied(Field field) {
        if (!field.isText()) {
            return Values.texts(field);
        }
        if (!field.written().equals("infer")) {
            field.badValue(
                    field.path() + " cannot be " + YamlText.shortened(field.written()),
                    "write infer, or a list: [name]");
        }
        return List.of();
    }

    static Work.Deploy deploy(Field field) {
        if (field.isText() && !field.written().equals("all")) {
            field.badValue(field.path() + " cannot be " + YamlText.shortened(field.written()), "write all or [name]");
        }
        if (field.isText() || field.isEmpty()) {
            return new Work.Deploy(Optional.empty(), Optional.empty());
        }
        if (field.isList()) {
            return new Work.Deploy(Optional.of(Values.texts(field)), Optional.empty());
        }
        if (!field.isMapping()) {
            field.wrongType("all, a list or a mapping", "write all or {expect: [name]}");
        }
        Fields fields = new Fields(field, Shape.DEPLOY);
        return new Work.Deploy(
                fields.find("expect").map(Values::texts),
                fields.find("execution").map(WorkReader::execution));
    }

    static ExecutionModel execution(Field field) {
        return Values.word(field, ExecutionModel.class, ExecutionModel::word);
    }

    private static Work.Seed seed(Field field) {
        Fields fields = field.fields(Shape.SEED);
        return new Work.Seed(
                fields.find("unless").map(SqlTexts::question),
                fields.require("actions", "write a list of http, sql and command actions").someItems().stream()
                        .map(ActionReader::read)
                        .toList());
    }
}
