package dev.pgplaybook.migration;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;

/** Prisma reports success for a script that leaves a transaction open, and loses it with all that follows when its connection closes. */
final class TransactionsClosed {

    private TransactionsClosed() {}

    /** @throws dev.pgplaybook.problem.ProblemException PB213 at the BEGIN without a COMMIT */
    static void require(Migration migration, Script script) {
        if (script.leavesTransactionOpen()) {
            Statement begin = script.statements().stream()
                    .filter(Statement::isBegin)
                    .reduce((earlier, later) -> later)
                    .orElse(script.statements().get(0));
            throw Problem.of(
                            ProblemCode.PB213,
                            "The migration " + migration.name() + " begins a transaction that it does not commit")
                    .at(begin.location())
                    .hint("add COMMIT, or take BEGIN away: a migration runs in a transaction of its own anyway")
                    .asException();
        }
    }
}
