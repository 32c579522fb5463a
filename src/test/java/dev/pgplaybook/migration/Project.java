package dev.pgplaybook.migration;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sql.ExecutionModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A migrations folder in the making, and a database that it is deployed to. */
final class Project {

    static final SessionOptions NAMED = SessionOptions.named("deploy");

    final Path folder;
    private final DatabaseUrl url;
    private final Clock clock = Clock.systemUTC();

    Project(Path folder, DatabaseUrl url) {
        this.folder = folder;
        this.url = url;
    }

    /** Writes or overwrites a migration. */
    Project migration(String name, String sql) {
        return file(name + "/migration.sql", sql);
    }

    Project file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MigrationFolder read() {
        return MigrationFolder.read(folder);
    }

    static DeployOptions options(ExecutionModel model, int lockAttempts) {
        return new DeployOptions(model, lockAttempts, Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    /** Deploys as the product does by default. */
    List<String> deploy() {
        return deploy(ExecutionModel.TRANSACTION);
    }

    List<String> deploy(ExecutionModel model) {
        return deploy(NAMED, options(model, 1), DeployListener.NOBODY);
    }

    List<String> deploy(SessionOptions session, DeployOptions options, DeployListener listener) {
        return deploy(url, session, options, listener, Duration.ofSeconds(20));
    }

    List<String> deploy(
            DatabaseUrl to, SessionOptions session, DeployOptions options, DeployListener listener, Duration lockWait) {
        try (Session connection = Session.open(to, session)) {
            return new Deployment(connection, MigrationFolder.readOrEmpty(folder), clock, options)
                    .apply(Optional.empty(), lockWait, Progress.silent(), listener).stream()
                            .map(Migration::name)
                            .toList();
        }
    }

    void resume(String name, Optional<Integer> after) {
        try (Session connection = Session.open(url, NAMED)) {
            new Deployment(connection, read(), clock, options(ExecutionModel.TRANSACTION, 1))
                    .resume(name, after, Duration.ofSeconds(20), Progress.silent(), DeployListener.NOBODY);
        }
    }

    List<String> pending(Optional<List<String>> expected) {
        try (Session session = Session.open(url, NAMED.asReader())) {
            DeployOptions options = options(ExecutionModel.TRANSACTION, 1);
            return new Deployment(session, read(), clock, options)
                    .pending(expected).stream().map(Migration::name).toList();
        }
    }

    void markApplied(String... names) {
        try (Session session = Session.open(url, NAMED)) {
            new Resolve(new HistoryTable(session, clock)).markApplied(read(), List.of(names));
        }
    }

    void markRolledBack(String... names) {
        try (Session session = Session.open(url, NAMED)) {
            new Resolve(new HistoryTable(session, clock)).markRolledBack(List.of(names));
        }
    }

    List<HistoryRow> rows() {
        try (Session session = Session.open(url, NAMED.asReader())) {
            return new HistoryTable(session, clock).rows();
        }
    }

    /** The only row of the name. */
    HistoryRow row(String name) {
        List<HistoryRow> own =
                rows().stream().filter(row -> row.name().equals(name)).toList();
        if (own.size() != 1) {
            throw new AssertionError("not one row but " + own);
        }
        return own.get(0);
    }
}
