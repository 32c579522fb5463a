package dev.pgplaybook.parity;

import dev.pgplaybook.database.DatabaseUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Two databases that begin equal, and one migrations folder for both. */
final class Pair implements AutoCloseable {

    private final DatabaseUrl first = Databases.make();
    private final DatabaseUrl second = Databases.make();
    private final Path migrations;
    private final Optional<String> schema;
    private final List<Connection> held = new ArrayList<>();

    /**
     * Makes both.
     *
     * @param schema Prisma's {@code ?schema=}
     */
    Pair(Path migrations, Optional<String> schema) {
        this.migrations = migrations;
        this.schema = schema;
    }

    /** How a database was left, by a command that ended so. */
    record Left(Tool.Ended ended, Picture picture) {}

    /** Both databases after the same command. */
    record Both(Left first, Left second) {

        /** Where the two part, for a person to read; empty where they do not. */
        Optional<String> difference() {
            boolean alike = first.ended.succeeded() == second.ended.succeeded();
            Optional<String> pictures = first.picture.differenceTo(second.picture);
            if (alike && pictures.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(pictures.orElse("")
                    + "first, status " + first.ended.status() + ":\n"
                    + first.ended.said().strip().indent(4)
                    + "second, status " + second.ended.status() + ":\n"
                    + second.ended.said().strip().indent(4));
        }
    }

    void execute(String sql) {
        Databases.execute(first, sql);
        Databases.execute(second, sql);
    }

    /** Runs it in a session for each that stays open. */
    void hold(String sql) {
        for (DatabaseUrl url : List.of(first, second)) {
            try {
                Connection connection = Databases.connect(url);
                held.add(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Runs the command on both at once. */
    Both run(Tool onFirst, Tool onSecond, List<String> arguments) {
        CompletableFuture<Left> left = CompletableFuture.supplyAsync(() -> run(onFirst, first, arguments));
        Left right = run(onSecond, second, arguments);
        return new Both(left.join(), right);
    }

    @Override
    public void close() {
        for (Connection connection : held) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
        Databases.drop(first);
        Databases.drop(second);
    }

    private Left run(Tool tool, DatabaseUrl plain, List<String> arguments) {
        DatabaseUrl url = new DatabaseUrl(
                plain.host(),
                plain.port(),
                plain.database(),
                plain.user(),
                plain.password(),
                plain.parameters(),
                schema,
                false);
        Tool.Ended ended = tool.run(migrations, url, arguments);
        return new Left(ended, Picture.of(url));
    }
}
