package dev.pgplaybook.database;

import dev.pgplaybook.database.Session.Answer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandler;
import org.postgresql.core.Tuple;

/**
 * Hears the answers to simple queries that were all sent at once. Each query is one statement, and so has one answer; the last may be a
 * text of ours with several, of which the last counts. What goes wrong in who listens is kept for the end: an answer that is not read
 * would be taken for that of another query.
 */
final class Pipeline implements ResultHandler {

    private final List<String> statements;
    private final StatementListener listener;
    private final IntConsumer reached;
    private final Consumer<String> require;
    private final Function<SQLException, StatementFailedException> failed;

    private int answered;
    private long since;
    private Answer last = new Answer(List.of(), 0);
    private @Nullable StatementFailedException failure;
    private @Nullable RuntimeException listenersFault;

    /**
     * Listens from {@link #begin} on.
     *
     * @param reached told of the number of the statement that the server is at, from 0; of their count when it is through
     * @param require throws where a text cannot be sent now: what could be when it was sent must still be when it is answered, since a
     *     statement before it may have set another encoding
     */
    Pipeline(
            List<String> statements,
            StatementListener listener,
            IntConsumer reached,
            Consumer<String> require,
            Function<SQLException, StatementFailedException> failed) {
        this.statements = statements;
        this.listener = listener;
        this.reached = reached;
        this.require = require;
        this.failed = failed;
    }

    /** To be called before the first is sent. */
    void begin() {
        next();
    }

    /**
     * The answer to the last query.
     *
     * @throws StatementFailedException the first that failed; the server has refused those behind it
     */
    Answer answer() {
        if (listenersFault != null) {
            throw listenersFault;
        }
        if (failure != null) {
            throw failure;
        }
        return last;
    }

    @Override
    public void handleResultRows(Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
        if (failure != null) {
            return;
        } else if (isThrough()) {
            last = new Answer(tuples.stream().map(Pipeline::texts).toList(), tuples.size());
        } else {
            answered(tuples.size());
        }
    }

    @Override
    public void handleCommandStatus(String status, long count, long oid) {
        if (failure != null) {
            return;
        } else if (isThrough()) {
            last = new Answer(List.of(), count);
        } else {
            answered(count);
        }
    }

    @Override
    public void handleError(SQLException error) {
        if (failure == null) {
            fail(failed.apply(error));
        }
    }

    @Override
    public void handleWarning(SQLWarning warning) {}

    @Override
    public void handleCompletion() {}

    @Override
    public void secureProgress() {}

    @Override
    public @Nullable SQLException getException() {
        return null;
    }

    private boolean isThrough() {
        return answered == statements.size();
    }

    /** The next text was not sent, as it cannot be. */
    void refuse(String text) {
        if (failure == null) {
            requireSendable(text);
        }
    }

    private void requireSendable(String text) {
        try {
            require.accept(text);
        } catch (StatementFailedException e) {
            fail(e);
        }
    }

    private void answered(long rows) {
        requireSendable(statements.get(answered));
        if (failure == null) {
            finished(rows, Optional.empty());
            answered++;
            next();
        }
    }

    /** The first explains the others: behind it nothing is heard. */
    private void fail(StatementFailedException first) {
        failure = first;
        if (!isThrough()) {
            finished(0, Optional.of(first.failure()));
        }
    }

    private void next() {
        if (listenersFault != null) {
            return;
        }
        try {
            reached.accept(answered);
            if (!isThrough()) {
                listener.started(statements.get(answered));
            }
        } catch (RuntimeException e) {
            listenersFault = e;
        }
        since = System.nanoTime();
    }

    private void finished(long rows, Optional<SqlFailure> why) {
        if (listenersFault != null) {
            return;
        }
        try {
            listener.finished(statements.get(answered), took(), rows, why);
        } catch (RuntimeException e) {
            listenersFault = e;
        }
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** As the server prints them, whatever their types. */
    private static Row texts(Tuple tuple) {
        List<@Nullable Object> values = new ArrayList<>(tuple.fieldCount());
        for (int column = 0; column < tuple.fieldCount(); column++) {
            byte[] value = tuple.get(column);
            values.add(value == null ? null : new String(value, StandardCharsets.UTF_8));
        }
        return new Row(values);
    }
}
