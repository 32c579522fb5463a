package dev.pgplaybook.sql;

import dev.pgplaybook.sql.SchemaFact.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the facts that a statement of DDL states by its words alone. What it does not know, it leaves out. */
final class SchemaFacts {

    private static final String[] EXISTENCE = {"IF", "NOT", "EXISTS"};

    private final Words words;
    private final List<SchemaFact> facts = new ArrayList<>();

    private SchemaFacts(Words words) {
        this.words = words;
    }

    static List<SchemaFact> of(Statement statement) {
        Words words = Words.of(statement).outer();
        return new SchemaFacts(words).read(statement.verb());
    }

    private List<SchemaFact> read(String verb) {
        switch (verb) {
            case "CREATE TABLE", "CREATE VIEW", "CREATE MATERIALIZED VIEW", "CREATE SEQUENCE", "CREATE FOREIGN TABLE" ->
                object(Kind.RELATION, true);
            case "DROP TABLE",
                    "DROP VIEW",
                    "DROP MATERIALIZED VIEW",
                    "DROP SEQUENCE",
                    "DROP INDEX",
                    "DROP FOREIGN TABLE" -> dropped(Kind.RELATION);
            case "CREATE INDEX" -> index();
            case "CREATE TYPE", "CREATE DOMAIN" -> object(Kind.TYPE, true);
            case "DROP TYPE", "DROP DOMAIN" -> dropped(Kind.TYPE);
            case "CREATE SCHEMA" -> object(Kind.SCHEMA, true);
            case "DROP SCHEMA" -> dropped(Kind.SCHEMA);
            case "CREATE EXTENSION" -> object(Kind.EXTENSION, true);
            case "DROP EXTENSION" -> dropped(Kind.EXTENSION);
            case "CREATE FUNCTION", "CREATE PROCEDURE" -> object(Kind.FUNCTION, true);
            case "CREATE TRIGGER" -> part(Kind.TRIGGER, true);
            case "DROP TRIGGER" -> part(Kind.TRIGGER, false);
            case "CREATE POLICY" -> part(Kind.POLICY, true);
            case "DROP POLICY" -> part(Kind.POLICY, false);
            case "ALTER TABLE" -> alteredTable();
            case "ALTER TYPE" -> alteredType();
            default -> {}
        }
        return facts;
    }

    /** Where the name stands: behind the object's keyword and what may come between. */
    private int name() {
        int object = words.find(
                1,
                "TABLE",
                "VIEW",
                "SEQUENCE",
                "TYPE",
                "DOMAIN",
                "SCHEMA",
                "EXTENSION",
                "FUNCTION",
                "PROCEDURE",
                "INDEX",
                "TRIGGER",
                "POLICY");
        return words.skip(object + 1, "CONCURRENTLY", "IF", "NOT", "EXISTS", "ONLY");
    }

    private void object(Kind kind, boolean present) {
        add(kind, words.name(name()), "", present);
    }

    /** DROP takes a list of names. */
    private void dropped(Kind kind) {
        int i = name();
        while (i < words.size()) {
            String name = words.name(i);
            add(kind, name, "", false);
            i = behind(i);
            if (i >= words.size() || !words.at(i).text().equals(",")) {
                return;
            }
            i++;
        }
    }

    /** An index lives in the schema of its table. */
    private void index() {
        int name = name();
        if (words.is(name, "ON")) {
            return;
        }
        String table = words.name(words.skip(words.find(name, "ON") + 1, "ONLY"));
        int dot = table.lastIndexOf('.');
        add(Kind.RELATION, table.substring(0, dot + 1) + words.name(name), "", true);
    }

    /** {@code TRIGGER t … ON table} and {@code POLICY p ON table}. */
    private void part(Kind kind, boolean present) {
        int name = name();
        int on = words.find(name, "ON");
        if (on > 0) {
            add(kind, words.name(on + 1), words.name(name), present);
        }
    }

    private void alteredTable() {
        int start = name();
        String table = words.name(start);
        int i = behind(start);
        while (i < words.size()) {
            action(table, i);
            while (i < words.size() && !words.at(i).text().equals(",")) {
                i++;
            }
            i++;
        }
    }

    private void action(String table, int i) {
        if (words.is(i, "ADD") && words.is(i + 1, "CONSTRAINT")) {
            add(Kind.CONSTRAINT, table, words.name(i + 2), true);
        } else if (words.is(i, "ADD")
                && !words.is(i + 1, "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE", "GENERATED")) {
            add(Kind.COLUMN, table, words.name(words.skip(words.skip(i + 1, "COLUMN"), EXISTENCE)), true);
        } else if (words.is(i, "DROP") && words.is(i + 1, "CONSTRAINT")) {
            add(Kind.CONSTRAINT, table, words.name(words.skip(i + 2, EXISTENCE)), false);
        } else if (words.is(i, "DROP")) {
            add(Kind.COLUMN, table, words.name(words.skip(words.skip(i + 1, "COLUMN"), EXISTENCE)), false);
        } else if (words.is(i, "RENAME")) {
            renamed(table, i + 1);
        }
    }

    private void renamed(String table, int i) {
        int to = words.find(i, "TO");
        if (to == i) {
            int dot = table.lastIndexOf('.');
            add(Kind.RELATION, table, "", false);
            add(Kind.RELATION, table.substring(0, dot + 1) + words.name(to + 1), "", true);
        } else if (to > 0) {
            Kind kind = words.is(i, "CONSTRAINT") ? Kind.CONSTRAINT : Kind.COLUMN;
            add(kind, table, words.name(words.skip(i, "COLUMN", "CONSTRAINT")), false);
            add(kind, table, words.name(to + 1), true);
        }
    }

    private void alteredType() {
        int start = name();
        int add = words.find(start, "ADD");
        if (words.sequence(add, "ADD", "VALUE")) {
            int label = words.skip(add + 2, EXISTENCE);
            if (label < words.size()) {
                add(Kind.LABEL, words.name(start), words.at(label).value(), true);
            }
        } else if (words.sequence(behind(start), "RENAME", "TO")) {
            add(Kind.TYPE, words.name(start), "", false);
            add(Kind.TYPE, words.name(behind(start) + 2), "", true);
        }
    }

    /** The token behind the name that stands at {@code i}. */
    private int behind(int i) {
        boolean qualified = i + 2 < words.size() && words.at(i + 1).text().equals(".");
        return qualified ? behind(i + 2) : i + 1;
    }

    private void add(Kind kind, String object, String part, boolean present) {
        if (!object.isEmpty()) {
            facts.add(new SchemaFact(kind, object, part, present));
        }
    }
}
