package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.migration.HistoryTable.Opening;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One migration on its way into the database, unit by unit. Each unit and the word that it took effect commit together, so that the
 * row in the history is right at every moment; the last unit finishes it.
 */
final class Application {

    private final Workplace place;
    private final Session session;
    private final Migration migration;
    private final Source source;
    private final Script script;
    private final Whereabouts whereabouts;
    private final TakenDigest digest;
    private final Sending sending;

    private String row = "";

    private Application(Workplace place, Migration migration, Source source, Script script) {
        this.place = place;
        this.session = place.session();
        this.migration = migration;
        this.source = source;
        this.script = script;
        this.whereabouts = new Whereabouts(script.statements().size());
        this.digest = new TakenDigest(script.statements());
        this.sending = new Sending(session, source, whereabouts, place.listener());
    }

    /**
     * Prepares a migration that is to be applied statement by statement, or in one transaction of ours.
     *
     * @throws ProblemException PB213, PB303 or PB304 for a script that cannot be; nothing has changed then
     */
    static Application of(Workplace place, Migration migration) {
        Source source = migration.source();
        Script script = migration.script();
        TransactionsClosed.require(migration, script);
        IsoDates.require(migration, script);
        if (place.options().model() == ExecutionModel.TRANSACTION) {
            TransactionsClosed.requireBegun(migration, script);
        }
        return new Application(place, migration, source, script);
    }

    /**
     * Begins the migration's row, runs the script, and finishes the row.
     *
     * @return whether it was applied; it was not begun where this session does not hold the history's lock any more
     * @throws MigrationFailedException with what the script left behind; the row tells it as well
     */
    boolean run() {
        List<Unit> units = Unit.of(script, place.options().model());
        Checksum checksum = Checksum.of(source.text());
        Optional<String> begun = isTogether(units)
                ? place.table()
                        .open(migration, checksum, Checkpoint.together(session.process()))
                        .map(this::opened)
                : place.table().start(migration, checksum, reached(0, false));
        begun.ifPresent(id -> {
            row = id;
            place.listener().migrationStarted(migration, row);
            go(units);
        });
        return begun.isPresent();
    }

    private String opened(Opening opening) {
        place.listener().opened(session, opening.transaction());
        return opening.row();
    }

    /**
     * Goes on with the migration of a failed row.
     *
     * @param taken how many of its statements have taken effect
     * @throws ProblemException PB217 when no unit begins behind them
     */
    void resume(HistoryRow failed, int taken) {
        List<Unit> all = taken == 0 ? Unit.of(script, place.options().model()) : Unit.apart(script);
        List<Unit> units = all.stream().filter(unit -> unit.first() >= taken).toList();
        int next = units.isEmpty() ? script.statements().size() : units.get(0).first();
        if (next != taken) {
            throw Problem.of(
                            ProblemCode.PB217,
                            "The migration " + migration.name() + " cannot be resumed behind statement " + taken)
                    .hint("a transaction of its own ends behind statement " + next + ": that is where it can be")
                    .asException();
        }
        row = failed.id();
        whereabouts.reached(taken);
        place.table().accept(row, Checksum.of(source.text()));
        place.table().reach(row, isTogether(units) ? Checkpoint.together(session.process()) : reached(taken, false));
        place.listener().migrationStarted(migration, row);
        go(units);
    }

    /** Whether one transaction holds everything, the finishing of the row included. */
    private boolean isTogether(List<Unit> units) {
        return units.size() == 1
                && units.get(0).kind() == Unit.Kind.OURS
                && units.get(0).statements().size() == script.statements().size();
    }

    private void go(List<Unit> units) {
        List<Unit> left = new ArrayList<>(units);
        if (left.isEmpty()) {
            left.add(new Unit(Unit.Kind.OURS, script.statements().size(), List.of()));
        }
        while (!left.isEmpty()) {
            Unit unit = left.remove(0);
            try {
                attempts(unit);
                whereabouts.reached(unit.end());
            } catch (StatementFailedException e) {
                if (e.failure().endsTransactionInside() && unit.kind() == Unit.Kind.OURS) {
                    session.rollback();
                    left.addAll(0, loosened(unit));
                } else {
                    throw failure().of(e);
                }
            } catch (ProblemException e) {
                throw failure().of(e);
            }
        }
    }

    /** A procedure that commits cannot be inside a transaction, and nothing but trying tells which one does. */
    private List<Unit> loosened(Unit unit) {
        return unit.statements().size() == 1
                ? List.of(new Unit(Unit.Kind.ALONE, unit.first(), unit.statements()))
                : Unit.apart(script);
    }

    private void attempts(Unit unit) {
        Optional<ConcurrentIndexes> indexes = unit.concurrent()
                .map(statement -> new ConcurrentIndexes(
                        session, statement, place.options().concurrentTimeout()));
        new Attempts(place, migration).run(unit.retry(), () -> {
            switch (unit.kind()) {
                case OURS -> inOurTransaction(unit);
                case OWN -> inItsOwnTransaction(unit);
                case ALONE -> alone(unit, indexes);
            }
        });
    }

    /** The transaction of a whole file is begun together with its row; of a part, and for another attempt, here. */
    private void inOurTransaction(Unit unit) {
        if (!session.inTransaction()) {
            session.begin();
        }
        commit(HistoryTable.transactionOf(sending.send(unit.statements(), book(unit))));
    }

    private void inItsOwnTransaction(Unit unit) {
        boolean chained = !unit.statements().get(0).isBegin();
        if (chained && !session.inTransaction()) {
            session.begin();
        }
        for (Statement statement : unit.statements()) {
            if (statement.isCommit()) {
                whereabouts.keepingBook();
                committing(HistoryTable.transactionOf(session.together(book(unit))));
            }
            sending.send(statement);
        }
        if (!session.inTransaction()
                && !unit.statements().get(unit.statements().size() - 1).isCommit()) {
            inBookTransaction(unit);
        }
    }

    private void alone(Unit unit, Optional<ConcurrentIndexes> indexes) {
        Statement statement = unit.statements().get(0);
        if (indexes.isPresent()) {
            place.lock().makeWay();
        }
        place.table().reach(row, reached(unit.first(), true));
        whereabouts.sentAlone(statement, statement.isConcurrent() || statement.mayCommit());
        place.listener().committing(session, Optional.empty());
        indexes.ifPresentOrElse(i -> i.run(() -> sending.send(statement)), () -> sending.send(statement));
        whereabouts.reached(unit.end());
        inBookTransaction(unit);
    }

    private void inBookTransaction(Unit unit) {
        session.begin();
        whereabouts.keepingBook();
        commit(HistoryTable.transactionOf(session.together(book(unit))));
    }

    private void commit(String transaction) {
        committing(transaction);
        session.commit();
    }

    /** What, in the open transaction, writes down what its COMMIT will make true; at the end it takes back whatever the script has set. */
    private String book(Unit unit) {
        return unit.end() == script.statements().size()
                ? session.resettingSettings() + "; " + place.table().finishing(row)
                : Session.actingAsOurselves() + "; " + place.table().reaching(row, reached(unit.end(), false));
    }

    private void committing(String transaction) {
        whereabouts.committing(transaction);
        place.listener().committing(session, Optional.of(transaction));
    }

    private Checkpoint reached(int taken, boolean sent) {
        return Checkpoint.apart(digest, taken, sent, session.process());
    }

    private Failure failure() {
        return new Failure(place, migration, source, row, whereabouts, script.statements());
    }
}
