package dev.pgplaybook.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms of an ADD COLUMN, read from behind its name: the column itself, and each thing that it brings with it. */
final class NewColumnForms {

    private static final Pattern SERIAL = Pattern.compile("(big|small)?serial[248]?");

    private final Clause clause;
    private final List<Form> forms = new ArrayList<>();

    NewColumnForms(Clause clause) {
        this.clause = clause;
    }

    record Form(String action, List<String> referenced) {}

    List<Form> read() {
        add("ADD COLUMN");
        String type = ColumnWords.upTo(clause).strip().toLowerCase(Locale.ROOT);
        if (SERIAL.matcher(type).matches()) {
            add("ADD COLUMN SERIAL");
        }
        while (!clause.atEnd()) {
            part();
        }
        return forms;
    }

    private void part() {
        if (clause.take("DEFAULT")) {
            ColumnWords.upTo(clause);
            add("ADD COLUMN DEFAULT");
        } else if (clause.take("GENERATED")) {
            generated();
        } else if (clause.take("NOT", "NULL")) {
            add("ADD COLUMN NOT NULL");
        } else if (clause.take("UNIQUE")) {
            clause.take("NULLS", "NOT");
            add("ADD COLUMN UNIQUE");
        } else if (clause.take("PRIMARY", "KEY")) {
            add("ADD COLUMN PRIMARY KEY");
        } else if (clause.take("CHECK")) {
            clause.parenthesized();
            add("ADD COLUMN CHECK");
        } else if (clause.take("REFERENCES")) {
            forms.add(new Form("ADD COLUMN REFERENCES", List.of(clause.name())));
        } else {
            clause.token();
        }
    }

    /** Without a word it is virtual, since there is VIRTUAL; before, it is refused. */
    private void generated() {
        clause.skipTo("AS");
        if (clause.take("IDENTITY")) {
            add("ADD COLUMN IDENTITY");
        } else {
            clause.parenthesized();
            add(clause.take("STORED") ? "ADD COLUMN GENERATED STORED" : "ADD COLUMN GENERATED VIRTUAL");
        }
    }

    private void add(String action) {
        forms.add(new Form(action, List.of()));
    }
}
