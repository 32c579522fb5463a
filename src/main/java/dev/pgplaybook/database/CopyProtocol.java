package dev.pgplaybook.database;

import dev.pgplaybook.database.Session.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.postgresql.copy.CopyManager;
import org.postgresql.jdbc.PgConnection;

/** Sends rows in the text form of COPY. */
record CopyProtocol(
        PgConnection connection, Sendable sendable, Function<SQLException, StatementFailedException> failed) {

    /** One COPY, from its first to its last row. */
    interface Copying {
        long copy(CopyManager copies) throws SQLException, IOException;
    }

    Answer in(String sql, Copying copying) {
        sendable.requireUtf8(sql);
        try {
            return new Answer(List.of(), copying.copy(connection.getCopyAPI()));
        } catch (SQLException e) {
            throw failed.apply(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
