package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.Session.Answer;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.migration.HistoryTable.Beginning;
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

    private final List<Unit> units;

    /** Empty until it has begun. */
    private String row = "";

    /** Its own, where one has been begun for all of it. */
    private Optional<String> transaction = Optional.empty();

    private Optional<Application> next = Optional.empty();

    /** The row of the next one that this one's COMMIT makes, as it was last sent. */
    private Optional<Beginning> nextRow = Optional.empty();

    private Application(Workplace place, Migration migration, Source source, Script script) {
        this.place = place;
        this.session = place.session();
        this.migration = migration;
        this.source = source;
        this.script = script;
        this.units = Unit.of(script, place.options().model());
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
     * @param following what is applied behind it; its row may begin with this one's COMMIT
     * @return whether it was applied; it was not begun where this session does not hold the history's lock any more
     * @throws MigrationFailedException with what the script left behind; the row tells it as well
     */
    boolean run(Optional<Application> following) {
        next = following.filter(Application::isTogether);
        if (row.isEmpty() && !begin()) {
            return false;
        }
        transaction.ifPresent(id -> place.listener().opened(session, id));
        place.listener().migrationStarted(migration, row);
        go(units);
        return true;
    }

    private boolean begin() {
        Beginning beginning = beginning();
        boolean begun;
        if (isTogether()) {
            transaction = place.table().open(beginning);
            begun = transaction.isPresent();
        } else {
            begun = place.table().start(beginning);
        }
        if (begun) {
            row = beginning.id();
        }
        return begun;
    }

    private Beginning beginning() {
        Checkpoint checkpoint = isTogether() ? Checkpoint.together(session.process()) : reached(0, false);
        return Beginning.of(migration, Checksum.of(source.text()), checkpoint);
    }

    /** It was begun with the migration before it, and will not be run: its row must not stop the next deploy. */
    void giveUp() {
        if (!row.isEmpty()) {
            session.rollback();
            place.table().rollBack(row);
        }
    }

    /**
     * Goes on with the migration of a failed row.
     *
     * @param taken how many of its statements have taken effect
     * @throws ProblemException PB217 when no unit begins behind them
     */
    void resume(HistoryRow failed, int taken) {
        List<Unit> all = taken == 0 ? Unit.of(script, place.options().model()) : Unit.apart(script);
        List<Unit> left = all.stream().filter(unit -> unit.first() >= taken).toList();
        int beginsAt = left.isEmpty() ? script.statements().size() : left.get(0).first();
        if (beginsAt != taken) {
            throw Problem.of(
                            ProblemCode.PB217,
                            "The migration " + migration.name() + " cannot be resumed behind statement " + taken)
                    .hint("a transaction of its own ends behind statement " + beginsAt + ": that is where it can be")
                    .asException();
        }
        row = failed.id();
        whereabouts.reached(taken);
        place.table().accept(row, Checksum.of(source.text()));
        place.table().reach(row, isTogether(left) ? Checkpoint.together(session.process()) : reached(taken, false));
        place.listener().migrationStarted(migration, row);
        go(left);
    }

    private boolean isTogether() {
        return isTogether(units);
    }

    /** Whether one transaction holds everything, the finishing of the row included. */
    private boolean isTogether(List<Unit> units) {
        return units.size() == 1
                && units.get(0).kind() == Unit.Kind.OURS
                && units.get(0).statements().size() == script.statements().size();
    }

    private void go(List<Unit> all) {
        List<Unit> left = new ArrayList<>(all);
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
        commit(sending.send(unit.statements(), book(unit)));
    }

    private void inItsOwnTransaction(Unit unit) {
        boolean chained = !unit.statements().get(0).isBegin();
        if (chained && !session.inTransaction()) {
            session.begin();
        }
        for (Statement statement : unit.statements()) {
            if (statement.isCommit()) {
                whereabouts.keepingBook();
                committing(HistoryTable.transactionOf(session.together(book(unit, Optional.empty()))));
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
        commit(session.together(book(unit)));
    }

    /** @param booked the answer to {@link #book} */
    private void commit(Answer booked) {
        committing(HistoryTable.transactionOf(booked));
        if (!HistoryTable.hasBegunNext(booked)) {
            session.commit();
            return;
        }
        Application after = next.orElseThrow();
        after.transaction = session.commitAndBegin();
        after.row = nextRow.orElseThrow().id();
    }

    /** What, in the open transaction, writes down what its COMMIT will make true; at the end it takes back whatever the script has set. */
    private String book(Unit unit) {
        return book(unit, next);
    }

    /** @param after whose row begins with the COMMIT; only where that is ours, and the next transaction's BEGIN with it */
    private String book(Unit unit, Optional<Application> after) {
        if (unit.end() < script.statements().size()) {
            return Session.actingAsOurselves() + "; " + place.table().reaching(row, reached(unit.end(), false));
        }
        nextRow = after.map(Application::beginning);
        return session.resettingSettings() + "; "
                + nextRow.map(beginning -> place.table().finishingBefore(beginning, row))
                        .orElseGet(() -> place.table().finishing(row));
    }

    private void committing(String transaction) {
        whereabouts.committing(transaction);
        place.listener().committing(session, Optional.of(transaction));
    }

    private Checkpoint reached(int taken, boolean sent) {
        return Checkpoint.apart(digest, taken, sent, session.process());
    }

    private Failure failure() {
        return new Failure(place, migration, source, row, nextRow.map(Beginning::id), whereabouts, script.statements());
    }
}
