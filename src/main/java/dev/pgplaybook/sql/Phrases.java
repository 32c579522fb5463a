package dev.pgplaybook.sql;

import java.util.List;

/** What an ALTER does, in the keywords that its form is named by. Longer phrases stand before those that they begin with. */
final class Phrases {

    private static final List<String> TABLE = List.of(
            "ENABLE ROW LEVEL SECURITY",
            "DISABLE ROW LEVEL SECURITY",
            "FORCE ROW LEVEL SECURITY",
            "NO FORCE ROW LEVEL SECURITY",
            "ENABLE REPLICA TRIGGER",
            "ENABLE ALWAYS TRIGGER",
            "ENABLE TRIGGER",
            "DISABLE TRIGGER",
            "ENABLE REPLICA RULE",
            "ENABLE ALWAYS RULE",
            "ENABLE RULE",
            "DISABLE RULE",
            "CLUSTER ON",
            "SET WITHOUT CLUSTER",
            "SET WITHOUT OIDS",
            "SET ACCESS METHOD",
            "SET TABLESPACE",
            "SET LOGGED",
            "SET UNLOGGED",
            "SET SCHEMA",
            "SET",
            "RESET",
            "NO INHERIT",
            "INHERIT",
            "NOT OF",
            "OF",
            "OWNER TO",
            "REPLICA IDENTITY",
            "ALTER CONSTRAINT",
            "VALIDATE CONSTRAINT",
            "DROP CONSTRAINT",
            "RENAME TO",
            "RENAME CONSTRAINT");

    private static final List<String> COLUMN = List.of(
            "SET DATA TYPE",
            "TYPE",
            "SET DEFAULT",
            "DROP DEFAULT",
            "SET NOT NULL",
            "DROP NOT NULL",
            "ADD GENERATED",
            "SET GENERATED",
            "DROP IDENTITY",
            "SET EXPRESSION",
            "DROP EXPRESSION",
            "SET STATISTICS",
            "SET STORAGE",
            "SET COMPRESSION",
            "RESTART",
            "RESET",
            "SET");

    private static final List<String> OTHERS = List.of(
            "RENAME TO",
            "RENAME VALUE",
            "RENAME ATTRIBUTE",
            "RENAME CONSTRAINT",
            "RENAME",
            "OWNER TO",
            "OWNED BY",
            "SET SCHEMA",
            "SET TABLESPACE",
            "SET LOGGED",
            "SET UNLOGGED",
            "SET ACCESS METHOD",
            "SET NOT NULL",
            "DROP NOT NULL",
            "SET DEFAULT",
            "DROP DEFAULT",
            "SET",
            "RESET",
            "ATTACH PARTITION",
            "NO DEPENDS ON EXTENSION",
            "DEPENDS ON EXTENSION",
            "ADD VALUE",
            "ADD ATTRIBUTE",
            "DROP ATTRIBUTE",
            "ALTER ATTRIBUTE",
            "ALTER COLUMN",
            "ALTER",
            "VALIDATE CONSTRAINT",
            "DROP CONSTRAINT",
            "CLUSTER ON",
            "RESTART");

    private Phrases() {}

    /** What is neither ADD, DROP, ALTER nor RENAME of a column, nor about a partition; empty where it is. */
    static String ofTable(Clause clause) {
        return first(TABLE, clause);
    }

    static String ofColumn(Clause clause) {
        String phrase = first(COLUMN, clause);
        return phrase.equals("SET DATA TYPE") ? "TYPE" : phrase;
    }

    /** For every other ALTER; empty for what none of these is, such as a sequence's parameters. */
    static String ofAltered(Clause clause) {
        if (clause.looksAt("ADD")) {
            String value = first(List.of("ADD VALUE", "ADD ATTRIBUTE"), clause);
            return value.isEmpty() ? "ADD CONSTRAINT" + Validity.of(clause.rest()) : value;
        }
        String phrase = first(OTHERS, clause);
        return phrase.equals("RENAME") ? "RENAME COLUMN" : phrase.equals("ALTER") ? "ALTER COLUMN" : phrase;
    }

    private static String first(List<String> phrases, Clause clause) {
        return phrases.stream()
                .filter(phrase -> clause.take(phrase.split(" ", -1)))
                .findFirst()
                .orElse("");
    }
}
