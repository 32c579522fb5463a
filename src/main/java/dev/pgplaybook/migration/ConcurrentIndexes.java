package dev.pgplaybook.migration;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a CONCURRENTLY statement needs around it. It waits for others as often as it must, so that {@code lock_timeout} would only break
 * it half-way; and where it breaks it leaves an invalid index, which costs every write, serves no query, and is kept by IF NOT EXISTS.
 */
public final class ConcurrentIndexes {

    /** Invalid, and not because somebody is building it now: whoever does holds a lock on its table. */
    private static final String ABANDONED = """
            SELECT i.indexrelid::regclass::text FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
            WHERE NOT i.indisvalid AND c.relkind = 'i' AND NOT EXISTS (
              SELECT 1 FROM pg_locks AS l WHERE l.relation = i.indrelid AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted
                AND l.pid <> pg_backend_pid() AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))""";

    private final Session session;
    private final Statement statement;
    private final Duration limit;
    private final List<String> before;

    /** @param limit how long the statement may take, waits included */
    public ConcurrentIndexes(Session session, Statement statement, Duration limit) {
        this.session = session;
        this.statement = statement;
        this.limit = limit;
        this.before = names(session.query(ABANDONED));
    }

    /**
     * Sends the statement without {@code lock_timeout}, over no invalid index of an earlier attempt, and holds its index to be valid.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB216 when it is not
     */
    public void run(Runnable send) {
        Row limits = session.one("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')");
        set("0", limit.toMillis() + "ms");
        try {
            dropLeftovers();
            send.run();
        } catch (StatementFailedException e) {
            if (!e.failure().isConnectionLost()) {
                set(limits.text(0), limits.text(1));
            }
            throw e;
        }
        set(limits.text(0), limits.text(1));
        requireValid();
    }

    /** What an earlier attempt of ours, or another tool's, has left of the same index. */
    private void dropLeftovers() {
        List<String> leftovers = names(session.query(ABANDONED));
        leftovers.removeIf(name -> before.contains(name) && !isMeant(name));
        for (String name : leftovers) {
            session.script("DROP INDEX CONCURRENTLY IF EXISTS " + name);
        }
    }

    /** The index that is to be made, or a copy that a broken REINDEX left beside the one that it was to rebuild. */
    private boolean isMeant(String name) {
        if (statement.concurrentIndex().isEmpty()) {
            return false;
        }
        String own = statement.concurrentIndex().orElseThrow();
        return switch (statement.verb()) {
            case "CREATE INDEX" ->
                session.one("SELECT to_regclass(?) = to_regclass(?)", own, name).flag(0);
            case "REINDEX" -> session.one("""
                        SELECT EXISTS (SELECT 1 FROM pg_index AS copy JOIN pg_class AS c ON c.oid = copy.indexrelid
                          JOIN pg_index AS own ON own.indrelid = copy.indrelid
                          WHERE copy.indexrelid = to_regclass(?) AND own.indexrelid = to_regclass(?)
                            AND c.relname ~ '_cc(new|old)[0-9]*$')""", name, own).flag(0);
            default -> false;
        };
    }

    private void requireValid() {
        List<String> invalid = names(session.query(ABANDONED));
        invalid.removeIf(name -> before.contains(name) && !isMeant(name));
        boolean unfinished = statement.verb().equals("CREATE INDEX")
                && statement
                        .concurrentIndex()
                        .map(name -> !isValid(session, name))
                        .orElse(false);
        if (!invalid.isEmpty() || unfinished) {
            String name = invalid.isEmpty() ? statement.concurrentIndex().orElseThrow() : invalid.get(0);
            throw Problem.of(ProblemCode.PB216, "The index " + name + " is there, but it is not valid")
                    .at(statement.location())
                    .hint(
                            "is somebody else building it? See pg_stat_progress_create_index; a repair drops and builds it again")
                    .asException();
        }
    }

    static boolean isValid(Session session, String index) {
        List<Row> rows = session.query("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(?)", index);
        return !rows.isEmpty() && rows.get(0).flag(0);
    }

    private void set(String lockTimeout, String statementTimeout) {
        session.query(
                "SELECT set_config('lock_timeout', ?, false), set_config('statement_timeout', ?, false)",
                lockTimeout,
                statementTimeout);
    }

    private static List<String> names(List<Row> rows) {
        return new ArrayList<>(rows.stream().map(row -> row.text(0)).toList());
    }
}
