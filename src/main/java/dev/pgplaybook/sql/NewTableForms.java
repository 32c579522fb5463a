package dev.pgplaybook.sql;

import dev.pgplaybook.sql.StatementForm.Named;
import java.util.ArrayList;
import java.util.List;

/** The forms of a CREATE TABLE, which locks what it takes after, belongs to and points to. */
final class NewTableForms {

    private final String verb;
    private final int offset;
    private final List<StatementForm> forms = new ArrayList<>();

    private NewTableForms(String verb, int offset) {
        this.verb = verb;
        this.offset = offset;
    }

    static List<StatementForm> of(Statement statement, String verb) {
        return new NewTableForms(verb, statement.start()).read(Words.of(statement));
    }

    private List<StatementForm> read(Words words) {
        Words outer = words.outer();
        if (outer.contains("AS")) {
            add(" AS");
            return forms;
        }
        add("");
        int partition = outer.find(0, "PARTITION");
        if (outer.sequence(partition, "PARTITION", "OF")) {
            add(" PARTITION OF", new Named(RelationRole.PARENT, outer.name(partition + 2)));
        }
        if (outer.contains("INHERITS")) {
            add(" INHERITS", new Named(RelationRole.PARENT, words.name(words.find(0, "INHERITS") + 2)));
        }
        for (int i = words.find(0, "LIKE"); i >= 0; i = words.find(i + 1, "LIKE")) {
            if (words.at(i).depth() == 1) {
                add(" LIKE", new Named(RelationRole.OTHER, words.name(i + 1)));
            }
        }
        for (int i = words.find(0, "REFERENCES"); i >= 0; i = words.find(i + 1, "REFERENCES")) {
            add(" REFERENCES", new Named(RelationRole.REFERENCED, words.name(i + 1)));
        }
        return forms;
    }

    private void add(String what, Named... named) {
        forms.add(new StatementForm(verb + what, offset, List.of(named)));
    }
}
