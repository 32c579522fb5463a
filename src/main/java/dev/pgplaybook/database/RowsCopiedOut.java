package dev.pgplaybook.database;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * The driver's complaint of rows that a COPY … TO stdout sent: it has thrown them away, and all went well on the server. Taken for a
 * failure, it would hide that the script took effect.
 */
final class RowsCopiedOut {

    private RowsCopiedOut() {}

    /** The first failure that is one; nothing where there are only complaints. */
    static Optional<SQLException> realFailure(SQLException first) {
        Optional<SQLException> failure = Optional.of(first);
        while (failure.filter(RowsCopiedOut::isComplaint).isPresent()) {
            failure = failure.map(SQLException::getNextException);
        }
        return failure;
    }

    private static boolean isComplaint(SQLException exception) {
        return PSQLState.NOT_IMPLEMENTED.getState().equals(exception.getSQLState())
                && exception instanceof PSQLException said
                && said.getServerErrorMessage() == null;
    }
}
