package dev.pgplaybook.sql;

import java.util.List;

/** The identifiers in an expression, keywords and functions among them: nobody misses those, and no column is left out. */
final class Mentions {

    private Mentions() {}

    static List<String> in(String expression) {
        return Words.of(expression).list().stream()
                .filter(word -> word.kind() == TokenKind.WORD || word.kind() == TokenKind.QUOTED_NAME)
                .map(Words.Word::text)
                .distinct()
                .toList();
    }
}
