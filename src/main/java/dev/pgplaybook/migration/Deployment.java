package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Brings a database up to its migrations folder: Prisma's {@code migrate deploy}. */
public final class Deployment {

    private final Session session;
    private final MigrationFolder folder;
    private final HistoryTable table;
    private final DeployOptions options;

    public Deployment(Session session, MigrationFolder folder, Clock clock, DeployOptions options) {
        this.session = session;
        this.folder = folder;
        this.table = new HistoryTable(session, clock);
        this.options = options;
    }

    /**
     * What would be applied now; reads alone.
     *
     * @param expected exactly what must be pending, in order; absent for whatever is
     * @throws dev.pgplaybook.problem.ProblemException PB203, PB204, PB205 or PB211: deploy may not begin
     */
    public List<Migration> pending(Optional<List<String>> expected) {
        return pending(expected, List.of());
    }

    /**
     * As {@link #pending(Optional)}, where migrations that were begun are gone on with before.
     *
     * @param begun their names: that they have not finished is known
     */
    public List<Migration> pending(Optional<List<String>> expected, List<String> begun) {
        folder.requirePostgres();
        if (!table.exists() && !table.schemaIsEmpty()) {
            throw Problem.of(
                            ProblemCode.PB204,
                            "The database " + session.url().database() + " has tables and no history of migrations")
                    .hint("mark what it already contains with: resolve --applied NAME; Prisma says P3005 here")
                    .asException();
        }
        History history = new History(folder, table.rows());
        history.requireNoFailure(begun);
        List<Migration> pending = history.pending();
        expected.ifPresent(names -> requireExactly(names, pending));
        return pending;
    }

    /**
     * As {@link #pending}, before the history's lock is held: what looks wrong may be another deployment at its work, which is waited
     * for.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB212 as well: the other one does not come to an end
     */
    public List<Migration> pendingOnceSettled(Optional<List<String>> expected, Duration lockWait, Progress progress) {
        try {
            return pending(expected);
        } catch (ProblemException e) {
            HistoryLock.take(session, lockWait, progress).close();
            return pending(expected);
        }
    }

    /**
     * Applies what is pending, one migration after the other, under the history's lock.
     *
     * @return what was applied
     * @throws MigrationFailedException PB206 and others; what was applied before it stays applied
     */
    public List<Migration> apply(
            Optional<List<String>> expected, Duration lockWait, Progress progress, DeployListener listener) {
        List<Migration> applied = new ArrayList<>();
        work(lockWait, progress, listener, place -> {
            List<Migration> pending = pending(expected);
            if (!table.exists()) {
                table.create();
            }
            while (!applyAll(place, pending, applied)) {
                // A script gave the lock up (DISCARD ALL does), and others may have come in between.
                place.lock().take();
                pending = pending(Optional.empty());
            }
            if (options.model() == ExecutionModel.WHOLE_SCRIPT) {
                // What the scripts left in the session was for each other alone.
                session.resetSettings();
            }
        });
        return applied;
    }

    /** @return whether all of them were; otherwise the history's lock is not held any more */
    private static boolean applyAll(Workplace place, List<Migration> pending, List<Migration> applied) {
        Succession succession = new Succession(place, pending);
        try {
            while (!succession.isOver()) {
                Migration migration = succession.next();
                place.progress().doing("applying " + migration.name());
                if (!timed(migration, place.listener(), succession::applyNext)) {
                    return false;
                }
                applied.add(migration);
            }
            return true;
        } catch (RuntimeException e) {
            succession.giveUp();
            throw e;
        }
    }

    /**
     * Goes on with a failed migration behind the statements that have taken effect, and finishes its row.
     *
     * @param taken how many have; absent for what the row's checkpoint says
     * @throws dev.pgplaybook.problem.ProblemException PB207, PB210 or PB217: it cannot be resumed, and nothing was changed
     * @throws MigrationFailedException as {@link #apply}
     */
    public void resume(
            String name, Optional<Integer> taken, Duration lockWait, Progress progress, DeployListener listener) {
        work(lockWait, progress, listener, place -> {
            Resumption resumption = Resumption.of(new History(folder, table.rows()), name, taken);
            resumption.requireSettled(session);
            Migration migration = resumption.migration();
            progress.doing("resuming " + name);
            timed(migration, listener, () -> {
                Application.of(place, migration).resume(resumption.row(), resumption.taken());
                return true;
            });
        });
    }

    /**
     * The statements that resuming would send; reads alone.
     *
     * @throws dev.pgplaybook.problem.ProblemException as {@link #resume}
     */
    public List<Statement> left(String name, Optional<Integer> taken) {
        Resumption resumption = Resumption.of(new History(folder, table.rows()), name, taken);
        resumption.requireSettled(session);
        List<Statement> all = resumption.migration().script().statements();
        return all.subList(resumption.taken(), all.size());
    }

    private void work(Duration lockWait, Progress progress, DeployListener listener, Consumer<Workplace> work) {
        try (HistoryLock lock = HistoryLock.take(session, lockWait, progress);
                LockWatch watch = new LockWatch(session, options.lockHold(), listener::waiting)) {
            work.accept(new Workplace(session, table, lock, watch, options, listener, progress));
        }
    }

    private static boolean timed(Migration migration, DeployListener listener, BooleanSupplier work) {
        long start = System.nanoTime();
        boolean applied = work.getAsBoolean();
        if (applied) {
            listener.migrationApplied(migration, Duration.ofNanos(System.nanoTime() - start));
        }
        return applied;
    }

    private static void requireExactly(List<String> expected, List<Migration> pending) {
        List<String> names = pending.stream().map(Migration::name).toList();
        if (!names.equals(expected)) {
            throw Problem.of(
                            ProblemCode.PB211,
                            "Expected " + listed(expected) + " to be pending, found " + listed(names))
                    .hint("look with: history; nothing was changed")
                    .asException();
        }
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
