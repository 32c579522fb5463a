package dev.pgplaybook.inference;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.Blocker;
import dev.pgplaybook.migration.DeployListener;
import dev.pgplaybook.migration.DeployOptions;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFailedException;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.schema.SnapshotOptions;
import dev.pgplaybook.schema.SnapshotReader;
import dev.pgplaybook.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies migrations to an empty sandbox, and looks at its schema behind each of them. */
public record Replayer(
        Clock clock, DeployOptions options, SnapshotOptions looking, Progress progress, Cancellation cancellation) {

    private static final Duration NOBODY_ELSE = Duration.ofSeconds(1);

    /**
     * Applies all of them.
     *
     * @param sandbox nobody else is on it
     * @throws dev.pgplaybook.problem.ProblemException PB220: one of them cannot be applied there
     */
    public Replay replay(DatabaseUrl sandbox, MigrationFolder folder) {
        SessionOptions sessions = SessionOptions.named("pgplaybook/replay").stoppedBy(cancellation);
        try (Session looking = Session.open(sandbox, sessions.asReader());
                Session deploying = Session.open(sandbox.inItsSchema(), sessions)) {
            SnapshotReader reader = new SnapshotReader(looking, looking());
            reader.makeReady();
            Witness witness = new Witness(reader);
            new Deployment(deploying, folder, clock, options).apply(Optional.empty(), NOBODY_ELSE, progress, witness);
            witness.look();
            return new Replay(witness.start, witness.effects);
        } catch (MigrationFailedException e) {
            Problem cause = e.first();
            Problem problem = Problem.of(
                            ProblemCode.PB220,
                            "The migrations cannot be replayed on an empty sandbox: " + cause.message())
                    .hint("what they do is seen there; a migration that needs what no other makes cannot be judged");
            throw cause.at().map(problem::at).orElse(problem).asException(e);
        }
    }

    /** When a migration starts, the one before it is committed, and the schema is what that one has left. */
    private static final class Witness implements DeployListener {

        private final SnapshotReader reader;
        private final List<Effect> effects = new ArrayList<>();
        private final Snapshot start;
        private Snapshot last;
        private Optional<String> running = Optional.empty();

        Witness(SnapshotReader reader) {
            this.reader = reader;
            this.start = reader.read();
            this.last = start;
        }

        void look() {
            running.ifPresent(name -> {
                Snapshot now = reader.read();
                effects.add(Effect.between(name, last, now));
                last = now;
            });
            running = Optional.empty();
        }

        @Override
        public void migrationStarted(Migration migration, String rowId) {
            look();
            running = Optional.of(migration.name());
        }

        @Override
        public void statementNext(Statement statement) {}

        @Override
        public void opened(Session session, String transaction) {}

        @Override
        public void committing(Session session, Optional<String> transaction) {}

        @Override
        public void migrationApplied(Migration migration, Duration took) {}

        @Override
        public void waiting(List<Blocker> blockers) {}

        @Override
        public void retrying(Migration migration, int attempt, String reason, List<Blocker> blockers) {}
    }
}
