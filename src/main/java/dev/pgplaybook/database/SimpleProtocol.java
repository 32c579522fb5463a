package dev.pgplaybook.database;

import dev.pgplaybook.database.Session.Answer;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.SqlCommand;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Sends texts exactly as they are, each as one simple query. Only the driver's simple mode does: in its default protocol it would cut a
 * text into its statements and commit each alone.
 */
record SimpleProtocol(
        PgConnection connection,
        Sendable sendable,
        Function<SQLException, StatementFailedException> failed,
        Consumer<String> noticed) {

    /** Waits for the answer; where the text has several statements, the last one's. */
    Answer send(String sql) {
        sendable.require(sql);
        PreferQueryMode before = enter();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            Answer answer = Answers.of(statement, statement.execute(sql));
            for (SQLWarning said = statement.getWarnings(); said != null; said = said.getNextWarning()) {
                noticed.accept(String.valueOf(said.getMessage()));
            }
            return answer;
        } catch (SQLException e) {
            return RowsCopiedOut.unless(e, failed);
        } finally {
            leave(before);
        }
    }

    /** Sends all before the first answer is read; see {@link Session#pipelined}. */
    Answer sendAll(List<String> statements, Optional<String> ours, StatementListener listener, IntConsumer reached) {
        List<String> texts = Stream.concat(statements.stream(), ours.stream()).toList();
        List<String> sendable = texts.stream().takeWhile(this::isSendable).toList();
        Pipeline pipeline = new Pipeline(statements, listener, reached, this.sendable::require, failed);
        pipeline.begin();
        if (!sendable.isEmpty()) {
            send(sendable, pipeline);
        }
        if (sendable.size() < texts.size()) {
            pipeline.refuse(texts.get(sendable.size()));
        }
        return pipeline.answer();
    }

    private void send(List<String> texts, Pipeline pipeline) {
        QueryExecutor executor = connection.getQueryExecutor();
        Query all = executor.wrap(texts.stream()
                .map(sql -> new NativeQuery(sql, SqlCommand.BLANK))
                .toList());
        PreferQueryMode before = enter();
        try {
            executor.execute(all, null, pipeline, 0, 0, QueryExecutor.QUERY_SUPPRESS_BEGIN);
        } catch (SQLException e) {
            pipeline.handleError(e);
        } finally {
            leave(before);
        }
    }

    private boolean isSendable(String text) {
        try {
            sendable.require(text);
            return true;
        } catch (StatementFailedException e) {
            return false;
        }
    }

    private PreferQueryMode enter() {
        PreferQueryMode before = connection.getPreferQueryMode();
        connection.getQueryExecutor().setPreferQueryMode(PreferQueryMode.SIMPLE);
        return before;
    }

    private void leave(PreferQueryMode before) {
        connection.getQueryExecutor().setPreferQueryMode(before);
    }
}
