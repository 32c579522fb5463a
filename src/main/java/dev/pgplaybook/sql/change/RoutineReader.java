package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Clause;
import dev.pgplaybook.sql.TokenKind;
import dev.pgplaybook.sql.Words;
import java.util.List;

/** Reads CREATE FUNCTION and CREATE PROCEDURE as far as rules ask: what it is called, with whose rights it runs, and its body. */
final class RoutineReader {

    private final Taken taken;

    RoutineReader(Taken taken) {
        this.taken = taken;
    }

    void read(Clause clause) {
        boolean orReplace = clause.words().is(1, "OR");
        boolean procedure =
                clause.words().find(0, "PROCEDURE") >= 0 && clause.words().find(0, "PROCEDURE") <= 3;
        clause.skipTo("FUNCTION", "PROCEDURE");
        String name = clause.name();
        List<String> arguments = clause.looksAtOpen()
                ? clause.parenthesized().parts().stream().map(Clause::rest).toList()
                : List.of();
        Words outer = taken.words().outer();
        boolean definer = outer.sequence(outer.find(0, "SECURITY"), "SECURITY", "DEFINER");
        boolean ownPath = false;
        for (int i = outer.find(0, "SET"); i >= 0; i = outer.find(i + 1, "SET")) {
            ownPath |= outer.is(i + 1, "SEARCH_PATH");
        }
        String body = outer.list().stream()
                .filter(word -> word.kind() == TokenKind.DOLLAR_STRING || word.kind() == TokenKind.STRING)
                .map(Words.Word::value)
                .reduce("", (first, last) -> last.length() > first.length() ? last : first);
        taken.add(new ObjectChange.CreateRoutine(
                taken.all(), name, arguments, orReplace, definer, ownPath, procedure, body));
        taken.stumble();
    }
}
