package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Reads statements, requests and commands, with the keys beside them that make them safe to repeat and to rehearse. */
final class ActionReader {

    static final List<String> KINDS = List.of("sql", "http", "command");

    private ActionReader() {}

    static Action read(Field field) {
        Fields fields = field.fields(Shape.ACTION);
        List<String> kinds = fields.oneOf(KINDS, ProblemCode.PB107, ProblemCode.PB107);
        if (kinds.isEmpty()) {
            Call nothing = new Call.Sql(Text.none(field.at()), Optional.empty());
            return new Action(nothing, Optional.empty(), Optional.empty(), field.at());
        }
        return read(fields, kinds.get(0));
    }

    /** The action of this kind among the fields of an action or of a step. */
    static Action read(Fields fields, String kind) {
        Call call = call(fields, kind);
        if (kind.equals("sql")) {
            fields.refuse("stand_in", "on a sandbox the statement itself serves; stand_in goes with http and command");
        }
        return new Action(
                call,
                fields.find("done_when").map(SqlTexts::question),
                fields.find("stand_in").map(ActionReader::standIn),
                fields.at());
    }

    private static Call call(Fields fields, String kind) {
        Field field = fields.require(kind, "");
        if (kind.equals("sql")) {
            return new Call.Sql(SqlTexts.statement(field), fields.find("expect").map(ExpectationReader::read));
        }
        fields.refuse("expect", "write it into " + kind);
        return kind.equals("http") ? HttpReader.read(field) : CommandReader.read(field);
    }

    private static Call.Sql standIn(Field field) {
        Fields fields = field.fields(Shape.STAND_IN);
        return new Call.Sql(
                SqlTexts.statement(fields.require("sql", "write the SQL that serves on a sandbox")),
                fields.find("expect").map(ExpectationReader::read));
    }
}
