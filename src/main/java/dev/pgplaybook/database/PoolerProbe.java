package dev.pgplaybook.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks whether a pooler in transaction mode stands between. Nothing is set meanwhile: what is set through such a pooler stays on a
 * connection that others use.
 *
 * <p>A pooler answers the login itself, and so gives a process number for cancelling that is not the backend's. Where they are equal
 * the server itself has answered, and nothing is left to ask: that costs a direct connection nothing. Where they differ, two
 * connections at once tell the modes apart: in session mode each has a backend of its own, and keeps it.
 */
final class PoolerProbe {

    /** In transaction mode the first round shows it; the others are for a pool that others work with as well. */
    private static final int ROUNDS = 3;

    private final Dial dial;

    PoolerProbe(Dial dial) {
        this.dial = dial;
    }

    /**
     * That no second connection is to be had shows nothing: a pool of one in session mode gives none, nor does a role at its limit.
     *
     * @param first outside a transaction
     * @param firstPid the backend that served its last statement
     * @throws SQLException when the first connection is lost
     */
    Pooling ask(Connection first, int firstPid) throws SQLException {
        if (firstPid == loginPid(first)) {
            return Pooling.NOT_SHOWN;
        }
        Optional<Connection> second = dial.second();
        if (second.isEmpty()) {
            return Pooling.NOT_SHOWN;
        }
        try (Connection beside = second.get()) {
            return compare(first, firstPid, beside);
        }
    }

    private static Pooling compare(Connection first, int firstPid, Connection second) throws SQLException {
        int before = firstPid;
        for (int round = 0; round < ROUNDS; round++) {
            OptionalInt ofSecond = pidWithin(second);
            if (ofSecond.isEmpty()) {
                return Pooling.NOT_SHOWN;
            }
            int ofFirst = pid(first);
            if (ofFirst == ofSecond.getAsInt()) {
                return Pooling.shown(
                        "two connections that were open at once were served by one process of the server, " + ofFirst);
            } else if (ofFirst != before) {
                return Pooling.shown("one connection was served by two processes of the server, " + before + " and "
                        + ofFirst + ", one after the other");
            }
            before = ofFirst;
        }
        return Pooling.NOT_SHOWN;
    }

    private static int loginPid(Connection connection) throws SQLException {
        return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_backend_pid()")) {
            result.next();
            return result.getInt(1);
        }
    }

    /** Empty where the answer takes longer than the second connection may. */
    private static OptionalInt pidWithin(Connection second) {
        try {
            return OptionalInt.of(pid(second));
        } catch (SQLException e) {
            return OptionalInt.empty();
        }
    }
}
