package dev.pgplaybook.sql;

import java.util.Set;

/** Whether a statement only reads, as far as its words can tell; a function that it calls may still write. */
final class Reading {

    private static final Set<String> READERS = Set.of("SELECT", "VALUES", "TABLE", "WITH", "SHOW", "EXPLAIN");
    private static final String[] WRITERS = {"INSERT", "UPDATE", "DELETE", "MERGE", "INTO", "SHARE", "NEXTVAL", "SETVAL"
    };

    private Reading() {}

    static boolean only(Statement statement) {
        Words leading = statement.leading();
        int first = first(leading);
        if (first < 0 || !READERS.contains(leading.at(first).keyword())) {
            return false;
        }
        Words words = Words.of(statement);
        if (words.is(first, "SHOW")) {
            return true;
        }
        return words.is(first, "EXPLAIN") ? !analyzes(words) : !words.contains(WRITERS);
    }

    /** A query may begin with parentheses. */
    private static int first(Words words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.at(i).kind() != TokenKind.OPEN) {
                return i;
            }
        }
        return -1;
    }

    /** EXPLAIN ANALYZE runs what it explains. */
    private static boolean analyzes(Words words) {
        if (words.is(1, "ANALYZE", "ANALYSE")) {
            return true;
        }
        boolean options = words.size() > 1 && words.at(1).kind() == TokenKind.OPEN;
        int option = words.find(1, "ANALYZE", "ANALYSE");
        return options && option >= 0 && option < endOfOptions(words);
    }

    private static int endOfOptions(Words words) {
        int i = 1;
        while (i < words.size()
                && !(words.at(i).kind() == TokenKind.CLOSE && words.at(i).depth() == 0)) {
            i++;
        }
        return i;
    }
}
