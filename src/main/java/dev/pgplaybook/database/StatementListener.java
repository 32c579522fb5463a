package dev.pgplaybook.database;

import java.time.Duration;
import java.util.Optional;

/** Hears of every statement that a session is asked to record, as it happens. */
public interface StatementListener {

    StatementListener NOBODY = new StatementListener() {
        @Override
        public void started(String sql) {}

        @Override
        public void finished(String sql, Duration took, long rows, Optional<SqlFailure> failure) {}
    };

    void started(String sql);

    /**
     * The statement has ended, well or badly.
     *
     * @param rows returned or touched; 0 where the statement has none or failed
     */
    void finished(String sql, Duration took, long rows, Optional<SqlFailure> failure);

    /** The server has said something of its own accord, while a text was run as it is; before the statement has finished. */
    default void noticed(String message) {}
}
