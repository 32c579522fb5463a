package dev.pgplaybook.migration;

import dev.pgplaybook.database.SqlFailure;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemException;

/** What a failed row's {@code logs} say: in the shape of Prisma's P3018, for those who look with its tools. */
final class FailureLog {

    private FailureLog() {}

    static String of(Migration migration, ProblemException failure, Problem problem) {
        String place = problem.at()
                .map(at -> "\nPosition: line " + at.line() + ", column " + at.column() + "\n")
                .orElse("");
        return """
                A migration failed to apply. New migrations cannot be applied before the error is recovered from. \
                Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve

                Migration name: %s

                %s
                %s""".formatted(migration.name(), cause(failure, problem), place);
    }

    private static String cause(ProblemException failure, Problem problem) {
        if (failure instanceof StatementFailedException statement) {
            SqlFailure said = statement.failure();
            return "Database error code: " + said.sqlState() + "\n\nDatabase error:\n" + said.wholeText();
        }
        return problem.code() + " " + problem.message();
    }
}
