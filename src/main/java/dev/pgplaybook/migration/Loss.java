package dev.pgplaybook.migration;

import dev.pgplaybook.database.Aftermath;
import dev.pgplaybook.database.Aftermath.Fate;
import dev.pgplaybook.database.ServerProcess;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.migration.MigrationFailedException.Effect;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out what became of a migration whose connection was lost in its middle: first the old process must have ended, then its row,
 * its transaction and the catalogs are asked. What none of them tells is said to be unknown.
 */
record Loss(Failure failure, StatementFailedException lost) {

    /** Longer than a server takes to notice that its client is gone. */
    private static final Duration OLD_PROCESS_STAYS = Duration.ofSeconds(20);

    MigrationFailedException told() {
        Workplace place = failure.place();
        ServerProcess old = place.session().process();
        place.progress().doing("connecting again, to see what became of " + failure.what());
        Optional<Session> again = Aftermath.reconnect(place.session());
        if (again.isEmpty()) {
            return unknown("the server cannot be reached again");
        }
        try (Session session = again.orElseThrow()) {
            Aftermath aftermath = new Aftermath(session, old);
            return aftermath.hasEnded(OLD_PROCESS_STAYS)
                    ? settled(place.table().through(session), session, aftermath)
                    : unknown("its process " + old.pid() + " still runs on the server");
        } catch (ProblemException e) {
            return unknown("the server was lost again: " + e.first().message());
        }
    }

    private MigrationFailedException settled(HistoryTable table, Session session, Aftermath aftermath) {
        Optional<HistoryRow> row =
                table.rows().stream().filter(r -> r.id().equals(failure.row())).findFirst();
        if (row.isEmpty()) {
            return unknown("its row is not in the history any more");
        }
        if (row.orElseThrow().finishedAt().isPresent()) {
            // The next one began with it, and went no further.
            failure.next().ifPresent(table::rollBack);
            return failed(
                    Effect.SOME, "its COMMIT took effect, and it is applied", "deploy again for what comes after it");
        }
        Whereabouts whereabouts = failure.whereabouts();
        Optional<Statement> alone = whereabouts.alone();
        if (alone.isPresent()) {
            Optional<Boolean> took = took(session, alone.orElseThrow());
            if (took.isEmpty()) {
                return unknown("what was sent commits by itself, and the catalogs do not tell whether it took effect");
            }
            whereabouts.reached(whereabouts.taken() + (took.orElseThrow() ? 1 : 0));
        } else if (aftermath.of(whereabouts.transaction()) == Fate.COMMITTED) {
            return unknown("its transaction committed, and its row does not say so");
        } else {
            whereabouts.reached(whereabouts.taken());
        }
        return rolledBack(table);
    }

    private MigrationFailedException rolledBack(HistoryTable table) {
        boolean nothing = failure.whereabouts().taken() == 0;
        String goOn =
                "go on with: repair " + Remedies.quoted(failure.migration().name()) + " --by resume";
        MigrationFailedException told = nothing
                ? failed(Effect.NONE, "the server rolled it back", "nothing of it has taken effect: " + goOn)
                : failed(Effect.SOME, "what had not committed was rolled back", failure.taken() + ": " + goOn);
        failure.log(table, lost, told.first());
        return told;
    }

    /** Whether a statement that commits by itself did; absent where the catalogs do not tell. */
    private static Optional<Boolean> took(Session session, Statement statement) {
        boolean makesIndex = statement.isConcurrent() && statement.verb().equals("CREATE INDEX");
        return makesIndex
                ? statement.concurrentIndex().map(index -> ConcurrentIndexes.isValid(session, index))
                : Optional.empty();
    }

    private MigrationFailedException unknown(String why) {
        return failed(
                Effect.UNKNOWN,
                why + ", so what it left behind is unknown",
                "look with: history, and with: repair "
                        + Remedies.quoted(failure.migration().name()));
    }

    private MigrationFailedException failed(Effect effect, String state, String hint) {
        Problem problem = Problem.of(
                        ProblemCode.PB406,
                        "The connection was lost while " + failure.what() + " was applied: " + state + " ("
                                + lost.failure().message() + ")")
                .hint(hint);
        return new MigrationFailedException(
                failure.whereabouts()
                        .current()
                        .map(s -> problem.at(s.location()))
                        .orElse(problem),
                effect,
                lost);
    }
}
