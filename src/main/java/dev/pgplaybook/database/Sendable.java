package dev.pgplaybook.database;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.jdbc.PgConnection;

/**
 * Refuses to send what would not reach the server as it was written: with a NUL character the protocol ends a text early, and once a
 * script has set another client_encoding the driver writes {@code ?} for what that encoding lacks. The connection is whole after it.
 */
record Sendable(PgConnection connection) {

    /** PostgreSQL's own state for a character that is not in the repertoire. */
    private static final String STATE = "22021";

    private static final String UTF8 = "UTF8";

    void require(String text) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw failed("the text holds a NUL character, which PostgreSQL takes nowhere", text, nul);
        }
        if (!isUtf8()) {
            int foreign = firstBeyondAscii(text);
            if (foreign >= 0) {
                throw failed(
                        "client_encoding was set to " + encoding() + ", in which this character cannot be sent safely;"
                                + " the file is UTF-8, so leave client_encoding alone",
                        text,
                        foreign);
            }
        }
    }

    /** Rows are not looked at one by one. */
    void requireUtf8(String sql) {
        if (!isUtf8()) {
            throw failed("client_encoding was set to " + encoding() + ", in which rows are not sent", sql, 0);
        }
    }

    /** As it is unless a script has set another encoding. */
    boolean isUtf8() {
        return UTF8.equals(encoding());
    }

    private String encoding() {
        return Optional.ofNullable(connection.getParameterStatus("client_encoding"))
                .orElse(UTF8);
    }

    private static int firstBeyondAscii(String text) {
        int ascii = (int) text.chars().takeWhile(c -> c < 128).count();
        return ascii == text.length() ? -1 : ascii;
    }

    private StatementFailedException failed(String message, String text, int at) {
        int position = text.codePointCount(0, at) + 1;
        return new StatementFailedException(
                new SqlFailure(STATE, message, Optional.empty(), Optional.empty(), Optional.of(position)),
                new SQLException(message, STATE));
    }
}
