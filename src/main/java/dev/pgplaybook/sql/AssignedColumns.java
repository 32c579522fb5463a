package dev.pgplaybook.sql;

import dev.pgplaybook.sql.Words.Word;
import java.util.LinkedHashSet;
import java.util.Set;

/** The columns that a statement's UPDATEs give new values to, by its words: rather one too many than one too few. */
final class AssignedColumns {

    private AssignedColumns() {}

    static Set<String> of(Statement statement) {
        Words words = Words.of(statement);
        Set<String> columns = new LinkedHashSet<>();
        for (int set = words.find(0, "SET"); set >= 0; set = words.find(set + 1, "SET")) {
            add(words, set, columns);
        }
        return columns;
    }

    /** Up to what ends the list; {@code (a, b) = …} names its columns in a parenthesis. */
    private static void add(Words words, int set, Set<String> columns) {
        int depth = words.at(set).depth();
        for (int i = set + 1; i < words.size() && words.at(i).depth() >= depth; i++) {
            Word word = words.at(i);
            if (word.depth() == depth && words.is(i, "FROM", "WHERE", "RETURNING")) {
                return;
            }
            boolean before = i + 1 < words.size() && words.at(i + 1).text().equals("=");
            boolean listed =
                    word.depth() == depth + 1 && word.kind() != TokenKind.OPEN && word.kind() != TokenKind.CLOSE;
            if ((word.depth() == depth && before) || (listed && isName(word))) {
                columns.add(word.value());
            }
        }
    }

    private static boolean isName(Word word) {
        return !word.text().equals(",") && word.kind() != TokenKind.NUMBER && word.kind() != TokenKind.STRING;
    }
}
