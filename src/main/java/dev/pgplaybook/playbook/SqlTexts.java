package dev.pgplaybook.playbook;

import dev.pgplaybook.sql.SqlTemplate;
import dev.pgplaybook.sql.Statement;
import java.util.Optional;

/** Reads the SQL of a playbook and holds it against what SQL allows, long before a database sees it. */
final class SqlTexts {

    private SqlTexts() {}

    /** SQL that may change something. */
    static Text statement(Field field) {
        Text text = Values.template(field);
        held(field, text);
        return text;
    }

    /** SQL that asks and changes nothing. */
    static Text question(Field field) {
        Text text = Values.template(field);
        held(field, text)
                .filter(statement -> !statement.isReadOnly())
                .ifPresent(statement -> field.badValue(
                        field.path() + " must only read, and this " + statement.verb() + " writes or locks",
                        "ask with a SELECT that writes and locks nothing"));
        return text;
    }

    /** The statement, if nothing is wrong with it. */
    private static Optional<Statement> held(Field field, Text text) {
        if (!field.isText()) {
            return Optional.empty();
        }
        SqlTemplate template = SqlTemplate.of(text.source());
        template.problems().forEach(field.reading().problems()::add);
        return Optional.of(template.statement())
                .filter(statement -> template.problems().isEmpty());
    }
}
