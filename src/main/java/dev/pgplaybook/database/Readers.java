package dev.pgplaybook.database;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * Sessions that read, one after the other, over one connection as long as it is the same database: a walk looks often and briefly, and
 * to connect costs more than to look. The connection is in no transaction while nobody uses it. Safe for concurrent use.
 */
public final class Readers implements AutoCloseable {

    /** An older connection may be dead without a word, or lead to where its host's name does not any more. */
    private static final Duration IDLE_AT_MOST = Duration.ofSeconds(5);

    private @Nullable Kept kept;
    private boolean closed;

    /** A connection between two sessions, with what it answered at its first. */
    private record Kept(Session last, long since) {
        boolean serves(DatabaseUrl url) {
            return System.nanoTime() - since < IDLE_AT_MOST.toNanos() && url.isWhereLeads(last.url());
        }
    }

    /**
     * A session in which the server refuses every change, under limits and a name of its own.
     *
     * @throws dev.pgplaybook.problem.ProblemException as {@link Session#open}
     */
    public Session open(DatabaseUrl url, SessionOptions options) {
        SessionOptions reading = options.asReader();
        Optional<Session> again = take(url).flatMap(before -> again(before, reading));
        Session session = again.orElseGet(() -> Session.open(url, reading));
        session.releasedTo(connection -> keep(new Kept(session, System.nanoTime()), connection));
        return session;
    }

    /** Nothing where the connection was lost while nobody used it. */
    private static Optional<Session> again(Session before, SessionOptions options) {
        Session session = before.with(options);
        try {
            session.resetSettings();
            return Optional.of(session);
        } catch (StatementFailedException lost) {
            session.close();
            return Optional.empty();
        }
    }

    private synchronized Optional<Session> take(DatabaseUrl url) {
        Kept found = kept;
        kept = null;
        if (found != null && !found.serves(url)) {
            Session.disconnect(found.last.connection());
            return Optional.empty();
        }
        return Optional.ofNullable(found).map(Kept::last);
    }

    private synchronized void keep(Kept released, PgConnection connection) {
        boolean idle = connection.getTransactionState() == TransactionState.IDLE;
        if (closed || !idle || kept != null || released.last.url().pooled()) {
            Session.disconnect(connection);
        } else {
            kept = released;
        }
    }

    /** Sessions that are in use stay; their connections go with them. */
    @Override
    public synchronized void close() {
        closed = true;
        if (kept != null) {
            Session.disconnect(kept.last.connection());
            kept = null;
        }
    }
}
