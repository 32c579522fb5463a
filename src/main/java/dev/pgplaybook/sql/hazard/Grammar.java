package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.Syntax;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Asks a grammar about statements that were not understood word by word; on every core, as it is dear. */
final class Grammar {

    private Grammar() {}

    static List<LintReport.Unparsed> refused(List<Statement> statements, Function<Statement, Syntax> grammar) {
        return statements.parallelStream()
                .map(grammar)
                .flatMap(syntax -> syntax instanceof Syntax.Unparsed unparsed ? Stream.of(unparsed) : Stream.empty())
                .map(unparsed -> new LintReport.Unparsed(unparsed.at(), unparsed.said()))
                .toList();
    }
}
