package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.TransactionRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One migration's script on its way into the database, in one of the three models. */
final class Application {

    private final Session session;
    private final HistoryTable table;
    private final Migration migration;
    private final Source source;
    private final DeployOptions options;
    private final DeployListener listener;

    private @Nullable Statement current;
    private boolean somethingCommitted;

    Application(
            Session session, HistoryTable table, Migration migration, DeployOptions options, DeployListener listener) {
        this.session = session;
        this.table = table;
        this.migration = migration;
        this.source = migration.script();
        this.options = options;
        this.listener = listener;
    }

    /**
     * Begins the migration's row, runs the script, and finishes the row.
     *
     * @throws MigrationFailedException with what the script left behind; the row tells it as well
     */
    void run() {
        Optional<Script> script = script();
        script.ifPresent(this::requireSafe);
        String row = table.start(migration, Checksum.of(source.text()));
        listener.migrationStarted(migration, row);
        boolean atOnce = options.model() == ExecutionModel.TRANSACTION
                && script.map(Application::fitsOneTransaction).orElse(false);
        try {
            if (atOnce) {
                new LockRetries(session, migration, options, listener)
                        .run(() -> inOneTransaction(script.orElseThrow(), row));
            } else if (options.model() == ExecutionModel.WHOLE_SCRIPT) {
                whole(script);
                finish(row);
            } else {
                byStatement(script.orElseThrow());
                finish(row);
            }
        } catch (StatementFailedException e) {
            throw failed(e, row, atOnce);
        }
    }

    /** The statements; for a script that is sent whole they only serve to look for danger, and the server has the last word. */
    private Optional<Script> script() {
        try {
            return Optional.of(Script.split(source));
        } catch (ProblemException e) {
            if (options.model() == ExecutionModel.WHOLE_SCRIPT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Prisma reports success for such a script, and loses it with everything that follows when its connection closes. */
    private void requireSafe(Script script) {
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

    private static boolean fitsOneTransaction(Script script) {
        return !script.mustRunOutside() && !script.controlsTransactions() && !script.usesNewEnumValue();
    }

    /** The file and the finishing of its row commit together: whoever sees one sees both. */
    private void inOneTransaction(Script script, String row) {
        session.begin();
        for (Statement statement : script.statements()) {
            send(statement);
        }
        current = null;
        session.resetSettings();
        table.finish(row);
        listener.committing(session);
        session.commit();
    }

    private void byStatement(Script script) {
        for (Statement statement : script.statements()) {
            boolean open = session.inTransaction();
            if (!open || statement.transactionRule() == TransactionRule.CONTROL) {
                listener.committing(session);
            }
            send(statement);
            boolean alone = !open && !statement.isBegin();
            somethingCommitted |= alone || statement.isCommit();
        }
    }

    private void whole(Optional<Script> script) {
        script.flatMap(s -> s.statements().stream().findFirst()).ifPresent(listener::statementNext);
        listener.committing(session);
        somethingCommitted = script.map(Script::controlsTransactions).orElse(false);
        if (!source.text().isBlank()) {
            session.script(source.text());
        }
        somethingCommitted = true;
    }

    private void send(Statement statement) {
        current = statement;
        listener.statementNext(statement);
        if (statement.copyData().isPresent()) {
            var data = statement.copyData().orElseThrow();
            session.copyIn(
                    statement.text(), new java.io.StringReader(source.text().substring(data.start(), data.end())));
        } else {
            session.script(statement.text());
        }
    }

    private void finish(String row) {
        current = null;
        session.resetSettings();
        table.finish(row);
    }

    /** Writes down what happened, where there is still a session to write with. */
    private MigrationFailedException failed(StatementFailedException e, String row, boolean atOnce) {
        Problem problem = problem(e);
        if (e.failure().isConnectionLost()) {
            return new MigrationFailedException(problem, Effect.UNKNOWN, e);
        }
        session.rollback();
        session.resetSettings();
        table.log(row, FailureLog.of(migration, e.failure(), problem));
        if (atOnce && e.failure().isPassing()) {
            table.rollBack(row);
        }
        boolean concurrent = current != null && current.concurrentIndex().isPresent();
        return new MigrationFailedException(problem, somethingCommitted || concurrent ? Effect.SOME : Effect.NONE, e);
    }

    private Problem problem(StatementFailedException e) {
        String what = "The migration " + migration.name() + " failed";
        if (current != null) {
            return e.problem(ProblemCode.PB206, what, current::locate);
        }
        return options.model() == ExecutionModel.WHOLE_SCRIPT
                ? e.problem(ProblemCode.PB206, what, position -> source.locateCodePoint(0, position - 1))
                : e.problem(ProblemCode.PB206, what);
    }
}
