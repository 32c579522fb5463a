package dev.pgplaybook.database;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.time.Duration;
import java.util.Optional;

/**
 * How a session is to behave.
 *
 * @param applicationName what {@code pg_stat_activity} shows; cut at 63 bytes by the server
 * @param lockTimeout how long a statement may wait for a lock; absent for the server's own setting
 * @param statementTimeout how long one statement may take; absent for the server's own setting
 * @param readOnly whether the server itself refuses every change
 * @param showValues whether row values in the server's errors are kept; otherwise they are masked before anyone sees them
 */
public record SessionOptions(
        String applicationName,
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        boolean readOnly,
        boolean showValues,
        StatementListener listener,
        Cancellation cancellation,
        Progress progress) {

    public static SessionOptions named(String applicationName) {
        return new SessionOptions(
                applicationName,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                StatementListener.NOBODY,
                new Cancellation(),
                Progress.silent());
    }

    public SessionOptions timeouts(Optional<Duration> lock, Optional<Duration> statement) {
        return new SessionOptions(
                applicationName, lock, statement, readOnly, showValues, listener, cancellation, progress);
    }

    public SessionOptions asReader() {
        return new SessionOptions(
                applicationName, lockTimeout, statementTimeout, true, showValues, listener, cancellation, progress);
    }

    public SessionOptions showingValues(boolean show) {
        return new SessionOptions(
                applicationName, lockTimeout, statementTimeout, readOnly, show, listener, cancellation, progress);
    }

    public SessionOptions heardBy(StatementListener someone) {
        return new SessionOptions(
                applicationName, lockTimeout, statementTimeout, readOnly, showValues, someone, cancellation, progress);
    }

    public SessionOptions stoppedBy(Cancellation request) {
        return new SessionOptions(
                applicationName, lockTimeout, statementTimeout, readOnly, showValues, listener, request, progress);
    }

    /** Who sees that a server is waited for. */
    public SessionOptions watchedBy(Progress someone) {
        return new SessionOptions(
                applicationName, lockTimeout, statementTimeout, readOnly, showValues, listener, cancellation, someone);
    }
}
