package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.List;

/** A line that begins with a backslash, which psql keeps to itself. */
record PsqlCommand(List<String> words) {

    static PsqlCommand of(String line) {
        return new PsqlCommand(List.of(line.strip().split("\\s+")));
    }

    /** pg_dump writes restrict before its script and unrestrict behind it; they guard psql alone. */
    boolean isGuard() {
        return words.get(0).equals("\\restrict") || words.get(0).equals("\\unrestrict");
    }

    boolean connectsTo(String database) {
        boolean connects = words.get(0).equals("\\connect") || words.get(0).equals("\\c");
        return connects
                && words.size() == 2
                && List.of(database, '"' + database + '"').contains(words.get(1));
    }

    Problem refused() {
        return Problem.of(ProblemCode.PB304, words.get(0) + " is a command of psql, not SQL")
                .hint("take it out of the file; a plain dump without -C or --create has no such line");
    }
}
