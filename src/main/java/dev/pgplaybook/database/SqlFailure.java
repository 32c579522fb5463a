package dev.pgplaybook.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server said when a statement failed, with row values masked unless they were asked for.
 *
 * @param sqlState five characters; 08006 and the like when the connection itself failed
 * @param position from 1, in code points of the statement that was sent; absent where the server gives none
 */
public record SqlFailure(
        String sqlState, String message, Optional<String> detail, Optional<String> hint, Optional<Integer> position) {

    /** Idle in a transaction, or in one, for too long: the server has closed the session. */
    private static final Set<String> TIMED_OUT = Set.of("25P03", "25P04");

    /** The driver's words for giving a COPY up; the server repeats them, and takes that for a cancel. */
    private static final String GIVEN_UP_BY_DRIVER = "CopyManager API";

    private static final String BAD_COPY = "22P04";

    private static final String WITHOUT_ROWS =
            "a COPY FROM stdin waits for rows, and none come with it: they must follow it in the"
                    + " file, which no whole script can have";

    static SqlFailure of(SQLException exception, boolean showValues) {
        String state = Optional.ofNullable(exception.getSQLState()).orElse("58000");
        ServerErrorMessage server = exception instanceof PSQLException p ? p.getServerErrorMessage() : null;
        if (server == null) {
            return new SqlFailure(state, firstLine(exception), Optional.empty(), Optional.empty(), Optional.empty());
        }
        if (String.valueOf(server.getMessage()).contains(GIVEN_UP_BY_DRIVER)) {
            return new SqlFailure(BAD_COPY, WITHOUT_ROWS, Optional.empty(), Optional.empty(), Optional.empty());
        }
        RowValues values = showValues ? RowValues.SHOWN : RowValues.MASKED;
        return new SqlFailure(
                state,
                values.inMessage(state, Optional.ofNullable(server.getMessage()).orElse("")),
                Optional.ofNullable(server.getDetail()).map(detail -> values.inDetail(state, detail)),
                Optional.ofNullable(server.getHint()),
                server.getPosition() > 0 ? Optional.of(server.getPosition()) : Optional.empty());
    }

    /** A lock was not to be had in time. */
    public boolean isLockTimeout() {
        return sqlState.equals("55P03");
    }

    public boolean isDeadlock() {
        return sqlState.equals("40P01");
    }

    public boolean isCancelled() {
        return sqlState.equals("57014");
    }

    /** A row that a constraint does not take. */
    public boolean violatesConstraint() {
        return sqlState.startsWith("23");
    }

    /** A row of which there is one already, or one that excludes it. */
    public boolean isDuplicate() {
        return sqlState.equals("23505") || sqlState.equals("23P01");
    }

    /** A COMMIT inside a procedure or a DO block that a transaction is open around. */
    public boolean endsTransactionInside() {
        return sqlState.equals("2D000");
    }

    /** A lock timeout, a deadlock or a cancel: nothing is wrong with the statement itself. */
    public boolean isPassing() {
        return isLockTimeout() || isDeadlock() || isCancelled();
    }

    /** The session is gone, and with it the knowledge of what it did. */
    public boolean isConnectionLost() {
        return sqlState.startsWith("08") || sqlState.startsWith("57P") || TIMED_OUT.contains(sqlState);
    }

    /** The message with its detail and the server's own hint, as one text for logs. */
    public String wholeText() {
        return "ERROR: " + message + detail.map(d -> "\nDETAIL: " + d).orElse("")
                + hint.map(h -> "\nHINT: " + h).orElse("");
    }

    private static String firstLine(SQLException exception) {
        String message = Optional.ofNullable(exception.getMessage()).orElse("the driver gave no reason");
        return message.lines().findFirst().orElse(message);
    }
}
