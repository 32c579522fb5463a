package dev.pgplaybook.sql;

import java.util.Set;

/** What a statement does, in the one to four keywords by which people call it. */
final class Verb {

    private static final String[] MODIFIERS = {
        "OR",
        "REPLACE",
        "UNIQUE",
        "TEMP",
        "TEMPORARY",
        "GLOBAL",
        "LOCAL",
        "UNLOGGED",
        "RECURSIVE",
        "CONSTRAINT",
        "TRUSTED",
        "PROCEDURAL"
    };
    private static final String[] QUERIES = {"SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE"};

    /** Pairs of which neither word alone says what it is. */
    private static final Set<String> PAIRS = Set.of(
            "ACCESS METHOD",
            "DEFAULT PRIVILEGES",
            "EVENT TRIGGER",
            "FOREIGN TABLE",
            "LARGE OBJECT",
            "MATERIALIZED VIEW",
            "OPERATOR CLASS",
            "OPERATOR FAMILY",
            "USER MAPPING");

    private static final Set<String> LONGER = Set.of(
            "COMMIT PREPARED",
            "DISCARD ALL",
            "LOCK TABLE",
            "PREPARE TRANSACTION",
            "REASSIGN OWNED",
            "ROLLBACK PREPARED",
            "ROLLBACK TO",
            "SECURITY LABEL",
            "SET CONSTRAINTS",
            "SET LOCAL",
            "START TRANSACTION");

    private Verb() {}

    static String of(Statement statement) {
        Words leading = statement.leading();
        if (leading.is(0, "CREATE", "ALTER", "DROP")) {
            return leading.at(0).keyword() + object(leading, leading.skip(1, MODIFIERS));
        }
        if (leading.is(0, "WITH")) {
            return afterWith(Words.of(statement).outer());
        }
        int first = leading.find(0, QUERIES);
        boolean parenthesized = first > 0 && leading.at(first).depth() == first;
        return parenthesized ? leading.at(first).keyword() : plain(leading);
    }

    private static String object(Words words, int i) {
        if (words.startsWith("ALTER", "DEFAULT")) {
            return " DEFAULT PRIVILEGES";
        }
        int object = words.skip(i, "DEFAULT");
        int length = words.is(object, "TEXT") || words.sequence(object, "FOREIGN", "DATA") ? 3 : 1;
        boolean pair = PAIRS.contains(words.keywords(object, 2));
        return " " + words.keywords(object, pair ? 2 : length);
    }

    /** The query behind the WITH; a word that names a common table expression is followed by AS. */
    private static String afterWith(Words outer) {
        int i = outer.find(1, QUERIES);
        while (i >= 0 && outer.is(i + 1, "AS")) {
            i = outer.find(i + 1, QUERIES);
        }
        return i < 0 ? "WITH" : outer.at(i).keyword();
    }

    private static String plain(Words words) {
        String pair = words.keywords(0, 2);
        if (pair.equals("REFRESH MATERIALIZED") || pair.equals("IMPORT FOREIGN")) {
            return words.keywords(0, 3);
        }
        return LONGER.contains(pair) ? pair : words.keywords(0, 1);
    }
}
