package dev.pgplaybook.migration;

import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.TransactionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a script that takes effect as a whole or not at all, as far as PostgreSQL allows: it can be tried again, and a script can
 * be gone on with behind it.
 *
 * @param first the number of its first statement in the script, from 0
 */
record Unit(Kind kind, int first, List<Statement> statements) {

    Unit {
        statements = List.copyOf(statements);
    }

    /** Who commits. */
    enum Kind {
        /** We do: a transaction is put around it, which holds its bookkeeping too. */
        OURS,
        /** The file does, by a BEGIN and a COMMIT of its own. */
        OWN,
        /** The one statement does by itself, and cannot be inside a transaction. */
        ALONE
    }

    /** The number of statements of the script that have taken effect when this has. */
    int end() {
        return first + statements.size();
    }

    /** The one statement that works in several transactions of its own, and leaves an index half-made where it breaks. */
    Optional<Statement> concurrent() {
        return statements.stream()
                .filter(statement -> kind == Kind.ALONE && statement.isConcurrent())
                .findFirst();
    }

    /** How it can be tried again when it fails. */
    Attempts.Kind retry() {
        if (concurrent().isPresent()) {
            return Attempts.Kind.CONCURRENT;
        }
        boolean mayCommit = kind == Kind.ALONE && statements.stream().anyMatch(Statement::mayCommit);
        return mayCommit ? Attempts.Kind.NEVER : Attempts.Kind.ROLLED_BACK;
    }

    /** The whole script, where it may be one transaction; otherwise its parts. */
    static List<Unit> of(Script script, ExecutionModel model) {
        boolean whole = model == ExecutionModel.TRANSACTION && script.fitsOneTransaction();
        return whole ? List.of(new Unit(Kind.OURS, 0, script.statements())) : apart(script);
    }

    /** Statement by statement, but that a transaction of the file's own stays together. */
    static List<Unit> apart(Script script) {
        List<Unit> units = new ArrayList<>();
        List<Statement> own = new ArrayList<>();
        int number = 0;
        boolean open = false;
        for (Statement statement : script.statements()) {
            number++;
            boolean inside = open;
            open = statement.leavesOpen(open);
            if (inside || open) {
                own.add(statement);
                if (!open || statement.isCommit() || statement.isRollback()) {
                    units.add(new Unit(Kind.OWN, number - own.size(), own));
                    own = new ArrayList<>();
                }
            } else {
                units.add(
                        new Unit(commitsByItself(statement) ? Kind.ALONE : Kind.OURS, number - 1, List.of(statement)));
            }
        }
        return units;
    }

    private static boolean commitsByItself(Statement statement) {
        boolean outside = statement.transactionRule() != TransactionRule.ANYWHERE;
        return outside || statement.verb().equals("CALL");
    }
}
