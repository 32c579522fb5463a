package dev.pgplaybook.sql;

import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import java.util.List;
import java.util.Optional;

/** A file of SQL, cut into the statements that a server would find in it. */
public record Script(Source source, List<Statement> statements) {

    public Script {
        statements = List.copyOf(statements);
    }

    /**
     * Cuts in one pass, in linear time.
     *
     * @throws ProblemException with all psql commands (PB304) and what is left open at the end (PB303)
     */
    public static Script split(Source source) {
        Splitter splitter = new Splitter(source).split();
        if (!splitter.problems().isEmpty()) {
            throw new ProblemException(splitter.problems());
        }
        return new Script(source, splitter.statements());
    }

    public boolean isEmpty() {
        return statements.isEmpty();
    }

    /** Whether it begins or ends transactions itself. */
    public boolean controlsTransactions() {
        return has(TransactionRule.CONTROL);
    }

    /** Whether a statement of it is refused inside a transaction block. */
    public boolean mustRunOutside() {
        return has(TransactionRule.OUTSIDE);
    }

    /** Whether one transaction may be put around all of it. */
    public boolean fitsOneTransaction() {
        return !mustRunOutside() && !controlsTransactions() && !usesNewEnumValue();
    }

    private boolean has(TransactionRule rule) {
        return statements.stream().anyMatch(statement -> statement.transactionRule() == rule);
    }

    /** Whether a transaction that it began is still open at its end. */
    public boolean leavesTransactionOpen() {
        boolean open = false;
        for (Statement statement : statements) {
            open = statement.leavesOpen(open);
        }
        return open;
    }

    /** A ROLLBACK where no transaction of the script's own is open: in one query it would undo all that stands before it. */
    public Optional<Statement> rollbackWithoutBegin() {
        boolean open = false;
        for (Statement statement : statements) {
            if (!open && statement.isRollback()) {
                return Optional.of(statement);
            }
            open = statement.leavesOpen(open);
        }
        return Optional.empty();
    }

    public boolean changesSearchPath() {
        return statements.stream().anyMatch(Statement::changesSearchPath);
    }

    /** Whether a label that it adds to an existing enum is used further down, which PostgreSQL refuses before the COMMIT between. */
    public boolean usesNewEnumValue() {
        return NewEnumValues.areUsedIn(statements);
    }
}
