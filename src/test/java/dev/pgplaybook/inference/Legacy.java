package dev.pgplaybook.inference;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.DeployOptions;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.schema.SnapshotOptions;
import dev.pgplaybook.sql.ExecutionModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A migrations folder in the making, and what a database shows of it. */
final class Legacy {

    private final Path folder;

    Legacy(Path folder) {
        this.folder = folder;
    }

    Legacy migration(String name, String sql) {
        try {
            Path file = folder.resolve(name).resolve("migration.sql");
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, sql);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param sandbox an empty database */
    Findings findings(DatabaseUrl sandbox, DatabaseUrl database) {
        return Findings.of(replay(sandbox, MigrationFolder.read(folder)), snapshot(database));
    }

    static Replay replay(DatabaseUrl sandbox, MigrationFolder folder) {
        return new Replayer(
                        Clock.systemUTC(),
                        new DeployOptions(ExecutionModel.TRANSACTION, 1, Duration.ofSeconds(5), Duration.ofMinutes(1)),
                        SnapshotOptions.STANDARD,
                        Progress.silent(),
                        new Cancellation())
                .replay(sandbox, folder)
                .orElseThrow();
    }

    static Snapshot snapshot(DatabaseUrl database) {
        try (Session session =
                Session.open(database, SessionOptions.named("inference-test").asReader())) {
            return Snapshot.take(session, SnapshotOptions.STANDARD);
        }
    }

    /** Each migration's name with its verdict, such as "a applied". */
    static List<String> verdicts(Findings findings) {
        return findings.judgements().stream()
                .map(judgement ->
                        judgement.migration() + " " + judgement.verdict().word())
                .toList();
    }

    static List<String> against(Findings findings, String migration) {
        return findings.of(migration).orElseThrow().against().stream()
                .map(Evidence::said)
                .toList();
    }
}
