package dev.pgplaybook.sql;

import dev.pgplaybook.sql.StatementForm.Named;
import java.util.ArrayList;
import java.util.List;

/** The forms of an ALTER TABLE, of which each of its actions has at least one. */
final class TableForms {

    private final String verb;
    private final Named table;
    private final Clause clause;
    private final int offset;
    private final List<StatementForm> forms = new ArrayList<>();

    private TableForms(String verb, Named table, Clause clause) {
        this.verb = verb;
        this.table = table;
        this.clause = clause;
        this.offset = clause.offset();
    }

    static List<StatementForm> of(Statement statement, String verb) {
        Words words = Words.of(statement);
        Clause clause = new Clause(statement, words, words.find(0, "TABLE") + 1, words.size());
        clause.take("IF", "EXISTS");
        clause.take("ONLY");
        Named table = new Named(RelationRole.TABLE, clause.name());
        clause.takeStar();
        List<StatementForm> forms = new ArrayList<>();
        clause.parts().forEach(part -> forms.addAll(new TableForms(verb, table, part).read()));
        return forms;
    }

    private List<StatementForm> read() {
        String phrase = Phrases.ofTable(clause);
        if (phrase.endsWith("INHERIT")) {
            Named parent = new Named(RelationRole.PARENT, clause.name());
            forms.add(new StatementForm(verb + " " + phrase, offset, List.of(table, parent)));
        } else if (!phrase.isEmpty()) {
            add(phrase + (phrase.equals("DROP CONSTRAINT") && clause.skipTo("CASCADE") ? " CASCADE" : ""));
        } else if (clause.take("ATTACH", "PARTITION")) {
            partition("ATTACH PARTITION");
        } else if (clause.take("DETACH", "PARTITION")) {
            partition("DETACH PARTITION");
        } else if (clause.take("ADD")) {
            added();
        } else if (clause.take("DROP")) {
            add("DROP COLUMN");
        } else if (clause.take("RENAME")) {
            add("RENAME COLUMN");
        } else if (clause.take("ALTER")) {
            clause.take("COLUMN");
            clause.name();
            add(("ALTER COLUMN " + Phrases.ofColumn(clause)).strip());
        } else {
            add("");
        }
        return forms;
    }

    private void partition(String action) {
        Named partition = new Named(RelationRole.PARTITION, clause.name());
        String manner = clause.take("CONCURRENTLY") ? " CONCURRENTLY" : clause.take("FINALIZE") ? " FINALIZE" : "";
        Named parent = new Named(RelationRole.PARENT, table.relation());
        forms.add(new StatementForm(verb + " " + action + manner, offset, List.of(parent, partition)));
    }

    private void added() {
        if (clause.looksAt("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE", "NOT")) {
            if (clause.take("CONSTRAINT")) {
                clause.name();
            }
            constraint();
        } else {
            clause.take("COLUMN");
            clause.take("IF", "NOT", "EXISTS");
            clause.name();
            new NewColumnForms(clause).read().forEach(form -> add(form.action(), form.referenced()));
        }
    }

    private void constraint() {
        if (clause.take("PRIMARY", "KEY")) {
            add("ADD PRIMARY KEY" + usingIndex());
        } else if (clause.take("UNIQUE")) {
            clause.take("NULLS", "NOT", "DISTINCT");
            clause.take("NULLS", "DISTINCT");
            add("ADD UNIQUE" + usingIndex());
        } else if (clause.take("FOREIGN", "KEY")) {
            clause.parenthesized();
            clause.take("REFERENCES");
            String referenced = clause.name();
            add("ADD FOREIGN KEY" + Validity.of(clause.rest()), List.of(referenced));
        } else if (clause.take("CHECK")) {
            clause.parenthesized();
            add("ADD CHECK" + Validity.of(clause.rest()));
        } else if (clause.take("NOT", "NULL")) {
            clause.name();
            add("ADD NOT NULL" + Validity.of(clause.rest()));
        } else {
            add("ADD EXCLUDE");
        }
    }

    private String usingIndex() {
        return clause.take("USING", "INDEX") ? " USING INDEX" : "";
    }

    private void add(String action) {
        add(action, List.of());
    }

    private void add(String action, List<String> referenced) {
        List<Named> named = new ArrayList<>(List.of(table));
        referenced.forEach(name -> named.add(new Named(RelationRole.REFERENCED, name)));
        forms.add(new StatementForm((verb + " " + action).strip(), offset, named));
    }
}
