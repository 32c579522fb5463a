package dev.pgplaybook.migration;

import dev.pgplaybook.database.SqlFailure;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Says what a migration that failed has left behind, to the operator and in its row.
 *
 * @param next the row of the next migration, where it was to begin with this one's COMMIT
 */
record Failure(
        Workplace place,
        Migration migration,
        Source source,
        String row,
        Optional<String> next,
        Whereabouts whereabouts,
        List<Statement> statements) {

    MigrationFailedException of(ProblemException e) {
        return e instanceof StatementFailedException statement
                        && statement.failure().isConnectionLost()
                ? new Loss(this, statement).told()
                : answered(e);
    }

    /** The server has said what went wrong, and the session is there to write it down. */
    private MigrationFailedException answered(ProblemException e) {
        place.session().rollback();
        place.session().resetSettings();
        Optional<SqlFailure> failure =
                e instanceof StatementFailedException statement ? Optional.of(statement.failure()) : Optional.empty();
        boolean passing = failure.map(SqlFailure::isPassing).orElse(false);
        boolean nothing = !whereabouts.leftSomething();
        Problem problem = problem(e).hint(nothing ? afresh(passing) : behind(passing));
        log(place.table(), e, problem);
        if (nothing && passing) {
            place.table().rollBack(row);
        }
        return new MigrationFailedException(problem, nothing ? Effect.NONE : Effect.SOME, e);
    }

    /** Keeps the checkpoint at the head, so that the migration can be gone on with by whoever finds the row. */
    void log(HistoryTable table, ProblemException e, Problem problem) {
        String head =
                whereabouts.isCertain() && !statements.isEmpty() ? checkpoint().line() + "\n\n" : "";
        table.fail(row, head + FailureLog.of(migration, e, problem));
    }

    private Checkpoint checkpoint() {
        int taken = Math.min(whereabouts.taken(), statements.size());
        return Checkpoint.apart(statements, taken, false, place.session().process());
    }

    private Problem problem(ProblemException e) {
        if (!(e instanceof StatementFailedException statement)) {
            Problem first = e.first();
            return first.at().isPresent() || whereabouts.current().isEmpty()
                    ? first
                    : first.at(whereabouts.current().orElseThrow().location());
        }
        Optional<String> overrun = place.watch().overrun();
        if (statement.failure().isCancelled() && overrun.isPresent()) {
            return place(Problem.of(ProblemCode.PB218, capital() + " was cancelled: " + overrun.orElseThrow()));
        }
        String who = statement.failure().isLockTimeout() ? blockers() : "";
        return located(statement, capital() + " failed" + who);
    }

    private Problem located(StatementFailedException e, String what) {
        return whereabouts
                .current()
                .map(current -> e.problem(ProblemCode.PB206, what, current::locate))
                .orElseGet(() -> e.failure()
                        .position()
                        .map(at -> e.problem(ProblemCode.PB206, what, p -> source.locateCodePoint(0, p - 1)))
                        .orElseGet(() -> e.problem(ProblemCode.PB206, what)));
    }

    private Problem place(Problem problem) {
        return whereabouts.current().map(s -> problem.at(s.location())).orElse(problem);
    }

    private String blockers() {
        List<Blocker> blockers = place.watch().blockers();
        return blockers.isEmpty()
                ? ""
                : ", kept waiting by " + blockers.get(0)
                        + (blockers.size() > 1 ? " and " + (blockers.size() - 1) + " more" : "");
    }

    String what() {
        return "the migration " + migration.name();
    }

    private String capital() {
        return "The migration " + migration.name();
    }

    /** What to do where nothing was left behind. */
    String afresh(boolean passing) {
        return passing
                ? "nothing of it has taken effect, and the next deploy takes it again"
                : "nothing of it has taken effect: correct it, then resolve --rolled-back "
                        + Remedies.quoted(migration.name()) + ", and deploy again";
    }

    String taken() {
        return whereabouts.taken() + " of " + whereabouts.of() + " statements have taken effect";
    }

    /** What to do where a part was left behind. */
    String behind(boolean passing) {
        return taken() + (passing ? ": " : ": correct it, and ") + "go on behind them with: repair "
                + Remedies.quoted(migration.name());
    }
}
