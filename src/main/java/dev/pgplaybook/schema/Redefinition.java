package dev.pgplaybook.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL that gives an object the definition that a fact has of it.
 *
 * @param sql for a database that has the object, in whatever shape
 * @param besides what the SQL leaves as it is, to the word
 * @param takesOthers whether what depends on the object is dropped
 */
record Redefinition(String sql, String besides, boolean takesOthers) {

    private static final Pattern VIEW = Pattern.compile(
            "((?:MATERIALIZED )?VIEW (?:WITH \\(.*?\\) )?(?:[A-Z].*? )??)AS (\\s*(?:SELECT|WITH|VALUES|\\().*)",
            Pattern.DOTALL);

    /** What is set on an index stands behind what makes it. */
    private static final Pattern INDEX = Pattern.compile(
            "(UNIQUE )?(ON .*?)((?: TABLESPACE \\S+)?(?: STATISTICS \\([^)]*\\))?(?: INVALID)?(?: REPLICA IDENTITY)?(?: CLUSTERED)?"
                    + "(?: DEPENDS ON EXTENSION .*?)?(?: PARTITION OF .*)?)");

    private static final Pattern COLUMN = Pattern.compile(
            "(.*?)(DEFAULT|GENERATED ALWAYS AS) (.*?)( STORED| VIRTUAL)?"
                    + "((?: STORAGE [A-Z]+)?(?: COMPRESSION \\w+)?(?: STATISTICS \\d+)?(?: SET \\([^)]*\\))?(?: OPTIONS \\(.*\\))?)",
            Pattern.DOTALL);

    private static final Pattern ENABLED =
            Pattern.compile("(.*?)( DISABLED| ENABLED ON REPLICA| ENABLED ALWAYS|)", Pattern.DOTALL);

    /** Nothing where the definition holds no expression that a server could print in two ways. */
    static Optional<Redefinition> of(Fact fact) {
        String in = fact.within().isEmpty() ? "" : fact.within().get(0);
        String owner = in.substring(in.indexOf(' ') + 1);
        boolean ownsName = fact.identity().startsWith(owner + ".");
        String name = ownsName ? fact.identity().substring(owner.length() + 1) : fact.identity();
        return switch (fact.kind()) {
            case CONSTRAINT -> constraint(fact, in, owner, name);
            case COLUMN -> column(fact, owner, name);
            case INDEX -> index(fact);
            case VIEW -> view(fact, "CREATE OR REPLACE VIEW " + fact.identity() + " AS ", "", false);
            case MATERIALIZED_VIEW ->
                view(
                        fact,
                        "DROP MATERIALIZED VIEW " + fact.identity() + " CASCADE; CREATE MATERIALIZED VIEW "
                                + fact.identity() + " AS ",
                        " WITH NO DATA",
                        true);
            case POLICY ->
                made("DROP POLICY " + name + " ON " + owner + "; CREATE POLICY " + name + " ON " + owner + " AS "
                        + fact.definition());
            case FUNCTION, PROCEDURE -> made(fact.definition());
            case RULE -> enabled(fact, "CREATE OR REPLACE RULE", "CREATE RULE");
            case TRIGGER -> enabled(fact, "DROP TRIGGER " + name + " ON " + owner + "; CREATE", "CREATE");
            case TYPE -> domain(fact);
            default -> Optional.empty();
        };
    }

    private static Optional<Redefinition> made(String sql) {
        return Optional.of(new Redefinition(sql, "", false));
    }

    private static Optional<Redefinition> constraint(Fact fact, String in, String owner, String name) {
        if (!fact.definition().startsWith("CHECK ") && !fact.definition().startsWith("EXCLUDE ")) {
            return Optional.empty();
        }
        String alter = (in.startsWith("type ") ? "ALTER DOMAIN " : "ALTER TABLE ") + owner;
        return made(alter + " DROP CONSTRAINT " + name + "; " + alter + " ADD CONSTRAINT " + name + " "
                + fact.definition());
    }

    private static Optional<Redefinition> column(Fact fact, String table, String name) {
        Matcher parts = COLUMN.matcher(fact.definition());
        if (!parts.matches() || parts.group(3).startsWith("IDENTITY")) {
            return Optional.empty();
        }
        boolean generated = parts.group(2).startsWith("GENERATED");
        String set = generated ? " SET EXPRESSION AS " : " SET DEFAULT ";
        return Optional.of(new Redefinition(
                "ALTER TABLE " + table + " ALTER COLUMN " + name + set + parts.group(3),
                parts.group(1) + parts.group(4) + parts.group(5),
                false));
    }

    private static Optional<Redefinition> index(Fact fact) {
        Matcher parts = INDEX.matcher(fact.definition());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String unique = parts.group(1) == null ? "" : parts.group(1);
        String name = Rename.ownName(fact);
        return Optional.of(new Redefinition(
                "DROP INDEX " + fact.identity() + "; CREATE " + unique + "INDEX " + name + " " + parts.group(2),
                parts.group(3),
                false));
    }

    private static Optional<Redefinition> view(Fact fact, String create, String end, boolean takesOthers) {
        Matcher parts = VIEW.matcher(fact.definition());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String query = parts.group(2).replaceFirst(";\\s*$", "");
        return Optional.of(new Redefinition(create + query + end, parts.group(1), takesOthers));
    }

    private static Optional<Redefinition> enabled(Fact fact, String create, String instead) {
        Matcher parts = ENABLED.matcher(fact.definition());
        if (!parts.matches() || !parts.group(1).startsWith(instead)) {
            return Optional.empty();
        }
        return Optional.of(
                new Redefinition(create + parts.group(1).substring(instead.length()), parts.group(2), false));
    }

    private static Optional<Redefinition> domain(Fact fact) {
        int start = fact.definition().indexOf(" DEFAULT ");
        if (!fact.definition().startsWith("DOMAIN ") || start < 0) {
            return Optional.empty();
        }
        String expression = fact.definition().substring(start + " DEFAULT ".length());
        return Optional.of(new Redefinition(
                "ALTER DOMAIN " + fact.identity() + " SET DEFAULT " + expression,
                fact.definition().substring(0, start),
                false));
    }
}
