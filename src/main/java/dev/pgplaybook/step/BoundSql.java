package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.playbook.Text;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.SqlTemplate;
import java.util.List;

/** A playbook's SQL, ready to be sent: its variables are parameters, so that no value is ever read as SQL. */
record BoundSql(Text source, SqlTemplate template, List<String> parameters) {

    static BoundSql of(Text text, Variables variables) {
        SqlTemplate template = SqlTemplate.of(text.source());
        List<String> values = template.variables().stream()
                .map(v -> variables.find(v.name()).or(v::fallback).orElse(""))
                .toList();
        return new BoundSql(text, template, values);
    }

    /** Asks, and does not record. */
    Session.Answer ask(Session session) {
        try {
            return session.ask(template.jdbc(), parameters);
        } catch (StatementFailedException e) {
            throw located(e);
        }
    }

    /** Sends the statement, and records it. */
    Session.Answer execute(Session session) {
        try {
            return session.execute(template.jdbc(), parameters);
        } catch (StatementFailedException e) {
            throw located(e);
        }
    }

    private StatementFailedException located(StatementFailedException e) {
        return e.as(e.problem(ProblemCode.PB301, "The statement failed", template::locate));
    }
}
