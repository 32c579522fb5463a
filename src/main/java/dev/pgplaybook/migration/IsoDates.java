package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;

/** The driver closes a connection that writes dates otherwise than by ISO 8601, and nothing tells then what the script did. */
final class IsoDates {

    private IsoDates() {}

    /** @throws dev.pgplaybook.problem.ProblemException PB213 at the statement that sets another DateStyle */
    static void require(Migration migration, Script script) {
        script.statements().stream()
                .filter(Statement::leavesIsoDates)
                .findFirst()
                .ifPresent(statement -> {
                    throw Problem.of(
                                    ProblemCode.PB213,
                                    "The migration " + migration.name()
                                            + " sets a DateStyle other than ISO, which breaks the connection of pgplaybook")
                            .at(statement.location())
                            .hint(
                                    "set the order alone: SET DateStyle = 'ISO, DMY' reads dates in the same way; where dates become"
                                            + " text, say how with to_char")
                            .asException();
                });
    }
}
