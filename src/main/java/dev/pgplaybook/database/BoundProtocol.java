package dev.pgplaybook.database;

import dev.pgplaybook.database.Session.Answer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/** Sends one statement with its parameters beside it; texts are bound without a type, so that the server infers it. */
record BoundProtocol(
        PgConnection connection, Sendable sendable, Function<SQLException, StatementFailedException> failed) {

    /** @param texts parameters of the user's; where there are none, {@code parameters} are bound */
    Answer send(String sql, List<String> texts, @Nullable Object... parameters) {
        sendable.require(sql);
        texts.forEach(sendable::require);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setEscapeProcessing(false);
            int index = 1;
            for (Object parameter : texts.isEmpty() ? Arrays.asList(parameters) : texts) {
                statement.setObject(index++, parameter, typeOf(parameter));
            }
            return Answers.of(statement, statement.execute());
        } catch (SQLException e) {
            throw failed.apply(e);
        }
    }

    private static int typeOf(@Nullable Object parameter) {
        if (parameter instanceof OffsetDateTime) {
            return Types.TIMESTAMP_WITH_TIMEZONE;
        }
        return parameter instanceof Integer ? Types.INTEGER : parameter instanceof Long ? Types.BIGINT : Types.OTHER;
    }
}
