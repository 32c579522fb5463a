package dev.pgplaybook.sql;

import dev.pgplaybook.sql.StatementForm.Named;
import java.util.ArrayList;
import java.util.List;

/** Reads which forms a statement has. What it does not know has the statement's verb as its form. */
final class Forms {

    private static final String[] BEFORE_NAME = {"CONCURRENTLY", "IF", "NOT", "EXISTS", "ONLY"};

    private static final String[] BEFORE_LOCKED = {
        "TABLE", "ONLY", "VERBOSE", "FULL", "FREEZE", "ANALYZE", "ANALYSE", "CONCURRENTLY"
    };

    private final Statement statement;
    private final String verb;
    private final Words words;
    private final Clause clause;

    private Forms(Statement statement) {
        this.statement = statement;
        this.verb = statement.verb();
        this.words = Words.of(statement);
        this.clause = new Clause(statement, words, 0, words.size());
    }

    static List<StatementForm> of(Statement statement) {
        return statement.leading().size() == 0 ? List.of() : new Forms(statement).read();
    }

    private List<StatementForm> read() {
        return switch (verb) {
            case "ALTER TABLE", "ALTER FOREIGN TABLE" -> TableForms.of(statement, verb);
            case "CREATE TABLE", "CREATE FOREIGN TABLE" -> NewTableForms.of(statement, verb);
            case "CREATE INDEX" -> newIndex();
            case "DROP INDEX" -> dropped(RelationRole.INDEX);
            case "DROP TABLE", "DROP FOREIGN TABLE" -> dropped(RelationRole.TABLE);
            case "DROP VIEW", "DROP MATERIALIZED VIEW" -> dropped(RelationRole.VIEW);
            case "DROP SEQUENCE" -> dropped(RelationRole.SEQUENCE);
            case "CREATE TRIGGER", "DROP TRIGGER", "ALTER TRIGGER", "CREATE POLICY", "DROP POLICY", "ALTER POLICY" ->
                partOfTable("ON");
            case "CREATE RULE" -> partOfTable("TO");
            case "DROP RULE", "ALTER RULE" -> partOfTable("ON");
            case "ALTER INDEX" -> altered(RelationRole.INDEX);
            case "ALTER VIEW", "ALTER MATERIALIZED VIEW" -> altered(RelationRole.VIEW);
            case "ALTER SEQUENCE" -> altered(RelationRole.SEQUENCE);
            case "ALTER TYPE", "ALTER DOMAIN" -> altered(RelationRole.OTHER);
            case "REINDEX" -> reindex();
            case "REFRESH MATERIALIZED VIEW" -> refresh();
            case "CLUSTER", "VACUUM", "ANALYZE", "ANALYSE" -> maintained();
            case "TRUNCATE" -> truncated();
            case "LOCK", "LOCK TABLE" -> locked();
            case "COMMENT" -> comment();
            case "CREATE VIEW", "CREATE MATERIALIZED VIEW" -> newView();
            case "CREATE STATISTICS" -> List.of(form(verb, behind("FROM")));
            case "CREATE PUBLICATION", "ALTER PUBLICATION" -> List.of(form(verb, behind("TABLE")));
            case "GRANT", "REVOKE" -> granted();
            case "DROP SCHEMA" -> List.of(form(words.contains("CASCADE") ? verb + " CASCADE" : verb));
            case "INSERT", "UPDATE", "DELETE", "MERGE" -> List.of(changedRows());
            case "SELECT" -> List.of(form(selected()));
            case "COPY" -> List.of(form("COPY " + (words.outer().contains("FROM") ? "FROM" : "TO"), copied()));
            case "DO" -> List.of();
            default -> List.of(form(verb));
        };
    }

    private List<StatementForm> newIndex() {
        clause.skipTo("INDEX");
        String name = clause.take("CONCURRENTLY") ? verb + " CONCURRENTLY" : verb;
        clause.skipTo("ON");
        boolean only = clause.take("ONLY");
        return List.of(form(only ? name + " ON ONLY" : name, new Named(RelationRole.TABLE, clause.name())));
    }

    private List<StatementForm> dropped(RelationRole role) {
        String name = words.contains("CONCURRENTLY") ? verb + " CONCURRENTLY" : verb;
        clause.skipTo(verb.substring(verb.lastIndexOf(' ') + 1));
        skipBeforeName();
        List<Named> named = names(role);
        return List.of(form(clause.take("CASCADE") ? name + " CASCADE" : name, named.toArray(Named[]::new)));
    }

    /** A trigger, rule or policy, whose table stands behind a word. */
    private List<StatementForm> partOfTable(String before) {
        clause.upTo(before);
        clause.token();
        List<Named> named = new ArrayList<>(List.of(new Named(RelationRole.TABLE, clause.name())));
        if (clause.take("FROM")) {
            named.add(new Named(RelationRole.REFERENCED, clause.name()));
        }
        return List.of(form(verb, named.toArray(Named[]::new)));
    }

    private List<StatementForm> altered(RelationRole role) {
        clause.skipTo(verb.substring(verb.lastIndexOf(' ') + 1));
        skipBeforeName();
        Named named = new Named(role, clause.name());
        int offset = clause.offset();
        String action = Phrases.ofAltered(clause);
        return List.of(new StatementForm((verb + " " + action).strip(), offset, List.of(named)));
    }

    private List<StatementForm> reindex() {
        String concurrently = words.contains("CONCURRENTLY") ? " CONCURRENTLY" : "";
        clause.token();
        clause.parenthesized();
        String what = clause.token().toUpperCase(java.util.Locale.ROOT);
        skipBeforeName();
        Named[] named = switch (what) {
            case "INDEX" -> new Named[] {new Named(RelationRole.INDEX, clause.name())};
            case "TABLE" -> new Named[] {new Named(RelationRole.TABLE, clause.name())};
            default -> new Named[0];
        };
        return List.of(form("REINDEX " + what + concurrently, named));
    }

    private List<StatementForm> refresh() {
        clause.skipTo("VIEW");
        String name = verb + (clause.take("CONCURRENTLY") ? " CONCURRENTLY" : "");
        return List.of(form(name, new Named(RelationRole.VIEW, clause.name())));
    }

    /** CLUSTER, VACUUM and ANALYZE, whose options stand in parentheses or before the name. */
    private List<StatementForm> maintained() {
        clause.token();
        boolean full = words.is(1, "FULL") || clause.parenthesized().skipTo("FULL");
        skip(BEFORE_LOCKED);
        List<Named> named = names(RelationRole.TABLE);
        String name = verb.equals("ANALYSE") ? "ANALYZE" : full ? verb + " FULL" : verb;
        return List.of(form(name, named.toArray(Named[]::new)));
    }

    private List<StatementForm> truncated() {
        clause.token();
        skip(BEFORE_LOCKED);
        List<Named> named = names(RelationRole.TABLE);
        return List.of(form(words.contains("CASCADE") ? "TRUNCATE CASCADE" : "TRUNCATE", named.toArray(Named[]::new)));
    }

    private List<StatementForm> locked() {
        clause.token();
        skip(BEFORE_LOCKED);
        List<Named> named = names(RelationRole.TABLE);
        String mode = clause.take("IN") ? clause.upTo("MODE").toUpperCase(java.util.Locale.ROOT) : "ACCESS EXCLUSIVE";
        String form = "LOCK TABLE IN " + mode.replaceAll("\\s+", " ") + " MODE";
        return List.of(form(form, named.toArray(Named[]::new)));
    }

    /** The part of a table is named with it: a column as its last name, anything else before ON. */
    private List<StatementForm> comment() {
        clause.take("COMMENT", "ON");
        String what = clause.token().toUpperCase(java.util.Locale.ROOT);
        String name = clause.name();
        Named[] named = switch (what) {
            case "TABLE" -> one(RelationRole.TABLE, name);
            case "COLUMN" -> one(RelationRole.TABLE, name.substring(0, Math.max(0, name.lastIndexOf('.'))));
            case "INDEX" -> one(RelationRole.INDEX, name);
            case "VIEW" -> one(RelationRole.VIEW, name);
            default -> clause.take("ON") ? one(RelationRole.TABLE, clause.name()) : new Named[0];
        };
        return List.of(form("COMMENT ON " + what, named));
    }

    private List<StatementForm> newView() {
        clause.skipTo("VIEW");
        skipBeforeName();
        return List.of(form(verb, new Named(RelationRole.VIEW, clause.name())));
    }

    private List<StatementForm> granted() {
        clause.upTo("ON");
        clause.token();
        clause.take("TABLE");
        boolean other = clause.looksAt("SEQUENCE", "SCHEMA", "DATABASE", "FUNCTION", "ALL", "TYPE", "PROCEDURE");
        return List.of(form(
                verb,
                other || clause.atEnd()
                        ? new Named[0]
                        : names(RelationRole.TABLE).toArray(Named[]::new)));
    }

    /** Tables behind a word, if it is there. */
    private Named[] behind(String word) {
        return clause.skipTo(word) ? names(RelationRole.TABLE).toArray(Named[]::new) : new Named[0];
    }

    private static Named[] one(RelationRole role, String relation) {
        return new Named[] {new Named(role, relation)};
    }

    private StatementForm changedRows() {
        Words outer = words.outer();
        int from = Math.max(0, outer.find(0, verb));
        int name = outer.skip(from + 1, "INTO", "FROM", "ONLY");
        return form(verb, new Named(RelationRole.TABLE, outer.name(name)));
    }

    /** A row lock is taken with a stronger one on the table. */
    private String selected() {
        Words outer = words.outer();
        int locking = outer.find(0, "FOR");
        boolean locks = locking > 0 && outer.is(locking + 1, "UPDATE", "SHARE", "NO", "KEY");
        return locks ? "SELECT FOR UPDATE" : "SELECT";
    }

    private Named[] copied() {
        clause.token();
        return clause.looksAtOpen() ? new Named[0] : new Named[] {new Named(RelationRole.TABLE, clause.name())};
    }

    private List<Named> names(RelationRole role) {
        List<Named> named = new ArrayList<>();
        boolean more = !clause.atEnd();
        while (more) {
            clause.take("ONLY");
            named.add(new Named(role, clause.name()));
            more = clause.takeComma();
        }
        return named;
    }

    private void skipBeforeName() {
        skip(BEFORE_NAME);
    }

    private void skip(String[] keywords) {
        while (clause.looksAt(keywords)) {
            clause.token();
        }
    }

    private StatementForm form(String name, Named... named) {
        return new StatementForm(name, statement.start(), List.of(named));
    }
}
