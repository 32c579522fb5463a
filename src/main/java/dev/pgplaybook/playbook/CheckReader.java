package dev.pgplaybook.playbook;

import java.util.List;

/** Reads read-only questions with their expected answers. */
final class CheckReader {

    private static final String NEEDS_ANSWER = "write the expected answer: a value, {rows: 0} or a list of rows";

    private CheckReader() {}

    static List<Check> list(Field field) {
        return field.items().stream().map(CheckReader::read).toList();
    }

    static Check read(Field field) {
        return read(field.fields(Shape.CHECK));
    }

    /** The check whose {@code title}, {@code sql} and {@code expect} stand beside other keys. */
    static Check read(Fields fields) {
        Text sql = SqlTexts.question(fields.require("sql", "write the question as a SELECT"));
        String title = fields.find("title").map(Values::text).orElseGet(() -> YamlText.shortened(sql.raw()));
        return new Check(title, sql, ExpectationReader.read(fields.require("expect", NEEDS_ANSWER)), fields.at());
    }

    /** The step {@code check}: a text whose {@code expect} stands beside it, one check, or several. */
    static List<Check> step(Field field, Fields step) {
        if (field.isText()) {
            Text sql = SqlTexts.question(field);
            Expectation expect = ExpectationReader.read(step.require("expect", NEEDS_ANSWER));
            return List.of(new Check(YamlText.shortened(sql.raw()), sql, expect, field.at()));
        }
        step.refuse("expect", "write it into the check, beside its sql");
        if (field.isMapping()) {
            return List.of(read(field));
        }
        if (!field.isList()) {
            field.wrongType("a text, a check or a list of checks", "write SQL, or {sql: …, expect: …}");
            return List.of();
        }
        return field.someItems().stream().map(CheckReader::read).toList();
    }
}
