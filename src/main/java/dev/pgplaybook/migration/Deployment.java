package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Progress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
     * @throws dev.pgplaybook.problem.ProblemException PB203, PB204, PB205, PB211 or PB215: deploy may not begin
     */
    public List<Migration> pending(Optional<List<String>> expected) {
        folder.requirePostgres();
        if (!table.exists() && !table.schemaIsEmpty()) {
            throw Problem.of(
                            ProblemCode.PB204,
                            "The database " + session.url().database() + " has tables and no history of migrations")
                    .hint("mark what it already contains with: resolve --applied NAME; Prisma says P3005 here")
                    .asException();
        }
        History history = new History(folder, table.rows());
        history.requireNoFailure();
        List<Migration> pending = history.pending();
        expected.ifPresent(names -> requireExactly(names, pending));
        pending.forEach(Deployment::requireRecordable);
        return pending;
    }

    /**
     * Applies what is pending, one migration after the other, under the history's lock.
     *
     * @return what was applied
     * @throws MigrationFailedException PB206 and others; what was applied before it stays applied
     */
    public List<Migration> apply(
            Optional<List<String>> expected, Duration lockWait, Progress progress, DeployListener listener) {
        try (HistoryLock lock = HistoryLock.take(session, lockWait, progress)) {
            List<Migration> pending = pending(expected);
            if (!table.exists()) {
                table.create();
            }
            for (Migration migration : pending) {
                requireLock(lock);
                progress.doing("applying " + migration.name());
                apply(migration, listener);
            }
            return pending;
        }
    }

    private void apply(Migration migration, DeployListener listener) {
        long start = System.nanoTime();
        new Application(session, table, migration, options, listener).run();
        listener.migrationApplied(migration, Duration.ofNanos(System.nanoTime() - start));
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

    private static void requireRecordable(Migration migration) {
        int bytes = migration.name().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (bytes > Migration.LONGEST_NAME) {
            throw Problem.of(
                            ProblemCode.PB215,
                            "The migration name " + migration.name() + " is longer than " + Migration.LONGEST_NAME
                                    + " bytes")
                    .hint("rename its folder; Prisma says P3010 here")
                    .asException();
        }
    }

    private static void requireLock(HistoryLock lock) {
        if (!lock.isHeld()) {
            throw Problem.of(ProblemCode.PB212, "The history's lock was lost between two migrations")
                    .hint("is a pooler in between that changes sessions? Use the direct URL")
                    .asException();
        }
    }
}
