package dev.pgplaybook.database;

import dev.pgplaybook.progress.Cancellation;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * One connection to one database, closed by who opened it. Autocommits until {@link #begin}. Failures are
 * {@link StatementFailedException}s. Not for concurrent use, but that {@link #cancel} may come from any thread.
 */
public final class Session implements AutoCloseable {

    /** Begins a transaction and gives its id; more columns may follow. */
    public static final String BEGIN_AND_NAME = "BEGIN; SELECT pg_catalog.pg_current_xact_id()::text";

    private final DatabaseUrl url;
    private final SessionOptions options;
    private final PgConnection connection;
    private final Sendable sendable;
    private final SimpleProtocol simple;
    private final BoundProtocol bound;
    private final CopyProtocol copies;
    private final Settings settings;
    private final String resetting;
    private final int backendPid;
    private final Cancellation.Registration cancelling;
    private final StatementWatch watch;
    private Consumer<PgConnection> release = Session::disconnect;
    private @Nullable ServerProcess process;

    Session(DatabaseUrl url, SessionOptions options, Connection connection, Settings settings, int backendPid) {
        this.settings = settings;
        this.resetting = "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; " + settings.forSession();
        this.backendPid = backendPid;
        this.url = url;
        this.options = options;
        this.connection = (PgConnection) connection;
        this.sendable = new Sendable(this.connection);
        this.simple = new SimpleProtocol(
                this.connection,
                sendable,
                this::failed,
                message -> options.listener().noticed(message));
        this.bound = new BoundProtocol(this.connection, sendable, this::failed);
        this.copies = new CopyProtocol(this.connection, sendable, this::failed);
        this.cancelling = options.cancellation().onRequest(this::cancel);
        this.watch = new StatementWatch(url, backendPid, options.progress());
    }

    /** Loads the driver on a thread of its own, for a command that will connect and has something else to do before. */
    public static void makeReady() {
        Thread loading = new Thread(Dial::load, "driver-ahead");
        loading.setDaemon(true);
        loading.start();
    }

    /**
     * Connects and sets the session's limits.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB402 to PB409: the server, the login or the database is not to be had;
     *     PB408 also when a pooler in transaction mode stands between, unless the session reads alone
     */
    public static Session open(DatabaseUrl url, SessionOptions options) {
        return new Connector(url, options).connect();
    }

    /** With what the connection has shown of a pooler: give it to further sessions, and they need not ask again. */
    public DatabaseUrl url() {
        return url;
    }

    public SessionOptions options() {
        return options;
    }

    /** Asks a catalog or a check; parameters are bound without a type, so that the server infers it. Not recorded. */
    public List<Row> query(String sql, @Nullable Object... parameters) {
        return run(sql, List.of(), parameters).rows();
    }

    /** The first row of an answer that has one. */
    public Row one(String sql, @Nullable Object... parameters) {
        return query(sql, parameters).get(0);
    }

    /** Changes something that is bookkeeping of ours. Not recorded. */
    public long update(String sql, @Nullable Object... parameters) {
        return run(sql, List.of(), parameters).count();
    }

    /** Asks a question of the user's with its variables bound. Not recorded: findings say what came of it. */
    public Answer ask(String sql, List<String> parameters) {
        watch.begin(sql);
        try {
            return run(sql, parameters);
        } finally {
            watch.end();
        }
    }

    /** Runs a statement of the user's with its variables bound, and records it. */
    public Answer execute(String sql, List<String> parameters) {
        return recorded(sql, () -> run(sql, parameters));
    }

    /**
     * Sends the text exactly as it is, as one simple query, and records it. Several statements in one text are one implicit
     * transaction, as PostgreSQL has it.
     */
    public Answer script(String sql) {
        return recorded(sql, () -> simple(sql));
    }

    /**
     * Sends several statements of ours as one query, in one round trip, and gives the last one's answer, its values as the server
     * prints them. Not recorded.
     */
    public Answer together(String sql) {
        return simple.sendAll(List.of(), Optional.of(sql), StatementListener.NOBODY, number -> {});
    }

    /**
     * Sends statements without waiting for an answer in between, and records each as it is answered; behind them a text of ours, if
     * any, which is not recorded. For use in a transaction: what stands behind a statement that fails is then refused by the server.
     *
     * @param statements one or more; few and short enough for the network to hold them and their answers while nobody reads
     * @param reached told of the number of the statement that the server is at, from 0; of their count when it is through
     * @return the answer to our text, its values as the server prints them
     */
    public Answer pipelined(List<String> statements, Optional<String> ours, IntConsumer reached) {
        watch.begin(statements.get(0));
        try {
            return simple.sendAll(statements, ours, options.listener(), number -> {
                if (number > 0 && number < statements.size()) {
                    watch.begin(statements.get(number));
                }
                reached.accept(number);
            });
        } finally {
            watch.end();
        }
    }

    public void begin() {
        together("BEGIN");
    }

    /**
     * Commits, and begins the next transaction in the same round trip.
     *
     * @return the new transaction's id; nothing where only the COMMIT took effect, as when a cancel came behind it
     * @throws StatementFailedException when the COMMIT failed, or the connection was lost
     */
    public Optional<String> commitAndBegin() {
        AtomicInteger answered = new AtomicInteger();
        try {
            Answer begun = simple.sendAll(
                    List.of("COMMIT"), Optional.of(BEGIN_AND_NAME), StatementListener.NOBODY, answered::set);
            return Optional.of(begun.rows().get(0).text(0));
        } catch (StatementFailedException e) {
            rollback();
            if (answered.get() == 0 || e.failure().isConnectionLost()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    public void commit() {
        together("COMMIT");
    }

    /** Rolls back; a lost connection has rolled back by itself. */
    public void rollback() {
        try {
            together("ROLLBACK");
        } catch (StatementFailedException e) {
            if (!e.failure().isConnectionLost()) {
                throw e;
            }
        }
    }

    void applySettings() {
        together(settings.forSession());
    }

    /** Takes back what a script may have set: search path, role, timeouts. The advisory locks of the session stay. */
    public void resetSettings() {
        if (!sendable.isUtf8()) {
            together("RESET client_encoding");
        }
        together(resettingSettings());
    }

    /** {@link #resetSettings} as SQL, for what is sent {@link #together}. */
    public String resettingSettings() {
        return resetting;
    }

    /** SQL that takes back, for the rest of the transaction, the role that a script has taken on; behind it the script has it again. */
    public static String actingAsOurselves() {
        return "SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE NONE";
    }

    public boolean inTransaction() {
        return connection.getTransactionState() != org.postgresql.core.TransactionState.IDLE;
    }

    /** The major version of the server, as it said at the login. */
    public int serverMajor() {
        return connection.getQueryExecutor().getServerVersionNum() / 10_000;
    }

    /** As the server itself numbers it, and not a pooler that answered the login. */
    public int backendPid() {
        return backendPid;
    }

    /** The server's process behind this session; asked once. */
    public ServerProcess process() {
        ServerProcess known = process;
        if (known == null) {
            Row row = one(
                    "SELECT pg_backend_pid(), (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())");
            known = new ServerProcess((int) row.number(0), row.text(1));
            process = known;
        }
        return known;
    }

    /** Cancels the statement under way on the server, if any. Never throws. */
    public void cancel() {
        try {
            connection.cancelQuery();
        } catch (SQLException e) {
            // The connection is gone, and the statement with it.
        }
    }

    /** Copies rows in the text form that pg_dump writes, and records the statement without them. */
    public long copyIn(String sql, Reader rows) {
        return recorded(sql, () -> copies.in(sql, copying -> copying.copyIn(sql, rows)))
                .count();
    }

    /** The same, as bytes of UTF-8 that go to the server as they come. */
    public long copyIn(String sql, InputStream rows) {
        return recorded(sql, () -> copies.in(sql, copying -> copying.copyIn(sql, rows)))
                .count();
    }

    /**
     * Copies rows from here into another database, one after the other as they come. Neither statement is recorded.
     *
     * @param out a {@code COPY … TO STDOUT} for this session
     * @param in a {@code COPY … FROM STDIN} for the other one
     * @param each hears how many rows have gone by
     * @throws StatementFailedException of the side that failed; {@link StatementFailedException#failure} says why
     */
    public long copyTo(Session other, String out, String in, LongConsumer each) {
        sendable.require(out);
        other.sendable.require(in);
        return new CopyBetween(this::failed, other::failed).copy(connection, out, other.connection, in, each);
    }

    /** Another session on this connection, once this one is over. It has yet to {@link #resetSettings}. */
    Session with(SessionOptions other) {
        return new Session(url, other, connection, settings.with(other), backendPid);
    }

    /** Who gets the connection when the session is over. */
    void releasedTo(Consumer<PgConnection> keeper) {
        release = keeper;
    }

    PgConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        cancelling.close();
        watch.close();
        release.accept(connection);
        release = released -> {};
    }

    static void disconnect(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Closed by the server already.
        }
    }

    private Answer recorded(String sql, Supplier<Answer> call) {
        options.listener().started(sql);
        long start = System.nanoTime();
        watch.begin(sql);
        try {
            Answer answer = call.get();
            options.listener().finished(sql, since(start), answer.count(), Optional.empty());
            return answer;
        } catch (StatementFailedException e) {
            options.listener().finished(sql, since(start), 0, Optional.of(e.failure()));
            throw e;
        } finally {
            watch.end();
        }
    }

    private Answer run(String sql, List<String> texts, @Nullable Object... parameters) {
        if (!url.pooled() || inTransaction()) {
            return bound.send(sql, texts, parameters);
        }
        simple(settings.forReadingTransaction());
        try {
            return bound.send(sql, texts, parameters);
        } finally {
            rollback();
        }
    }

    private Answer simple(String sql) {
        return simple.send(sql);
    }

    private StatementFailedException failed(SQLException e) {
        return new StatementFailedException(SqlFailure.of(e, options.showValues()), e);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What a statement gave: its rows, and how many it returned or touched. */
    public record Answer(List<Row> rows, long count) {}
}
