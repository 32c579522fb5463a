package dev.pgplaybook.trace;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.lock.LockMode;
import dev.pgplaybook.sql.RelationRole;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Watches a statement that works in several transactions of its own. Others hold every table of it, and each gives way by one step when
 * the statement is seen to wait for it: so it stands still at each lock that it asks for, where it can be seen at leisure. Locks
 * that are weaker than every step are passed without a wait, and are left out.
 */
final class Observers implements AutoCloseable {

    private final Session worker;
    private final Session watcher;
    private final List<Holder> holders = new ArrayList<>();

    private Observers(Session worker) {
        this.worker = worker;
        this.watcher = another("watcher");
    }

    /** Holds one table, ever more weakly. */
    private record Holder(Session session, Deque<String> steps) implements AutoCloseable {

        void giveWay() {
            session.together(steps.isEmpty() ? "ROLLBACK" : steps.pop());
        }

        @Override
        public void close() {
            session.rollback();
            session.close();
        }
    }

    static Observers of(Session worker, Roles roles, Sight before) {
        Observers observers = new Observers(worker);
        for (String table : tables(roles, before)) {
            observers.hold(table, List.of("ACCESS SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE"));
            // Who waits for the first one's end does not wait for a lock that this one has, unless it is the strongest.
            observers.hold(table, List.of("ACCESS SHARE"));
        }
        return observers;
    }

    private void hold(String table, List<String> modes) {
        Holder holder = new Holder(another("holder"), new ArrayDeque<>());
        holders.add(holder);
        holder.session().begin();
        for (String mode : modes) {
            String savepoint = "s" + holder.steps().size();
            holder.session().together("SAVEPOINT " + savepoint + "; LOCK TABLE " + table + " IN " + mode + " MODE");
            holder.steps().push("ROLLBACK TO " + savepoint);
        }
    }

    Map<Long, LockMode> watch(String sql) {
        CompletableFuture<Void> work = CompletableFuture.runAsync(() -> worker.script(sql));
        Map<Long, LockMode> seen = new HashMap<>();
        while (!work.isDone()) {
            List<Row> blockers = blockers();
            if (!blockers.isEmpty()) {
                see(seen);
                blockers.forEach(row -> giveWay(row.number(0)));
            }
            pause();
        }
        try {
            work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StatementFailedException failed ? failed : e;
        }
        return seen;
    }

    private void giveWay(long pid) {
        holders.stream().filter(holder -> holder.session().backendPid() == pid).forEach(Holder::giveWay);
    }

    private List<Row> blockers() {
        return watcher.query("SELECT DISTINCT unnest(pg_blocking_pids(?::int))", worker.backendPid());
    }

    private void see(Map<Long, LockMode> seen) {
        for (Row row : watcher.query(
                "SELECT relation, mode FROM pg_locks WHERE pid = ?::int AND relation IS NOT NULL",
                worker.backendPid())) {
            LockMode.ofServer(row.text(1))
                    .filter(mode -> mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0)
                    .ifPresent(mode -> seen.merge(row.number(0), mode, LockMode::or));
        }
    }

    private static List<String> tables(Roles roles, Sight before) {
        List<String> tables = before.relations().values().stream()
                .filter(relation -> relation.kind() == 'r' || relation.kind() == 'p')
                .filter(relation -> roles.of(relation.oid()) != RelationRole.OTHER)
                .map(relation -> "ONLY " + relation.name())
                .toList();
        return tables.isEmpty() ? List.of("ONLY trades", "ONLY small.things") : tables;
    }

    private Session another(String name) {
        return Session.open(worker.url(), SessionOptions.named(name));
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        holders.forEach(Holder::close);
        watcher.close();
    }
}
