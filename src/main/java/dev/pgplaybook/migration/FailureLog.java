package dev.pgplaybook.migration;

import dev.pgplaybook.database.SqlFailure;
import dev.pgplaybook.problem.Problem;

/** What a failed row's {@code logs} say: in the shape of Prisma's P3018, for those who look with its tools. */
final class FailureLog {

    private FailureLog() {}

    static String of(Migration migration, SqlFailure failure, Problem problem) {
        return """
                A migration failed to apply. New migrations cannot be applied before the error is recovered from. \
                Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve

                Migration name: %s

                Database error code: %s

                Database error:
                %s
                %s""".formatted(
                        migration.name(),
                        failure.sqlState(),
                        failure.wholeText(),
                        problem.at()
                                .map(at -> "\nPosition: line " + at.line() + ", column " + at.column() + "\n")
                                .orElse(""));
    }
}
