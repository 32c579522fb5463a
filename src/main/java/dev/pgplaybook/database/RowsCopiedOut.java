package dev.pgplaybook.database;

import dev.pgplaybook.database.Session.Answer;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * The driver's complaint of rows that a COPY … TO stdout sent: it has thrown them away, and all went well on the server. Taken for a
 * failure, it would hide that the script took effect.
 */
final class RowsCopiedOut {

    private RowsCopiedOut() {}

    /** Throws the first failure that is one; where there are only complaints, nothing was answered. */
    static Answer unless(SQLException first, Function<SQLException, StatementFailedException> failed) {
        @Nullable SQLException failure = first;
        while (failure != null && isComplaint(failure)) {
            failure = failure.getNextException();
        }
        if (failure != null) {
            throw failed.apply(failure);
        }
        return new Answer(List.of(), 0);
    }

    private static boolean isComplaint(SQLException exception) {
        return PSQLState.NOT_IMPLEMENTED.getState().equals(exception.getSQLState())
                && exception instanceof PSQLException said
                && said.getServerErrorMessage() == null;
    }
}
