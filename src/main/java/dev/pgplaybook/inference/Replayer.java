package dev.pgplaybook.inference;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
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
import dev.pgplaybook.schema.Onlookers;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.schema.SnapshotOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Applies migrations to an empty sandbox, and looks at its schema behind each of them. */
public record Replayer(
        Clock clock, DeployOptions options, SnapshotOptions looking, Progress progress, Cancellation cancellation) {

    private static final Duration NOBODY_ELSE = Duration.ofSeconds(1);

    /**
     * Applies all of them, and looks behind each at what its words say that it may have changed.
     *
     * @param sandbox nobody else is on it
     * @return nothing where one has done more than it says: then it is to be replayed {@link #replayThoroughly thoroughly}
     * @throws dev.pgplaybook.problem.ProblemException PB220: one of them cannot be applied there
     */
    public Optional<Replay> replay(DatabaseUrl sandbox, MigrationFolder folder) {
        return replay(sandbox, folder, false);
    }

    /** The same, with a look at everything behind each. */
    public Replay replayThoroughly(DatabaseUrl sandbox, MigrationFolder folder) {
        return replay(sandbox, folder, true).orElseThrow();
    }

    private Optional<Replay> replay(DatabaseUrl sandbox, MigrationFolder folder, boolean thoroughly) {
        SessionOptions sessions = sessions();
        try (Session deploying = Session.open(sandbox.inItsSchema(), sessions);
                Onlookers onlookers = Onlookers.on(sandbox, sessions, looking)) {
            Witness witness = new Witness(onlookers, thoroughly);
            deploy(deploying, folder, witness);
            witness.look();
            return thoroughly || onlookers.haveSeenAll() ? Optional.of(witness.replay()) : Optional.empty();
        }
    }

    /**
     * Applies all of them, and looks at what has become of the schema in the end alone.
     *
     * @throws dev.pgplaybook.problem.ProblemException as {@link #replay}
     */
    public Snapshot make(DatabaseUrl sandbox, MigrationFolder folder) {
        try (Session deploying = Session.open(sandbox.inItsSchema(), sessions())) {
            deploy(deploying, folder, DeployListener.NOBODY);
        }
        try (Session reader = Session.open(sandbox, sessions().asReader())) {
            return Snapshot.take(reader, looking);
        }
    }

    private SessionOptions sessions() {
        return SessionOptions.named("pgplaybook/replay").stoppedBy(cancellation);
    }

    private void deploy(Session session, MigrationFolder folder, DeployListener listener) {
        try {
            new Deployment(session, folder, clock, options).apply(Optional.empty(), NOBODY_ELSE, progress, listener);
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

        private final Onlookers onlookers;
        private final boolean thoroughly;
        private final CompletableFuture<Snapshot> start;
        private final List<CompletableFuture<Effect>> effects = new ArrayList<>();
        private CompletableFuture<Snapshot> last;
        private Optional<Migration> running = Optional.empty();

        Witness(Onlookers onlookers, boolean thoroughly) {
            this.onlookers = onlookers;
            this.thoroughly = thoroughly;
            this.start = onlookers.look();
            this.last = start;
        }

        void look() {
            running.ifPresent(migration -> {
                CompletableFuture<Snapshot> now = thoroughly
                        ? onlookers.look()
                        : onlookers.look(migration.source().text());
                effects.add(last.thenCombine(now, (before, after) -> Effect.between(migration.name(), before, after)));
                last = now;
            });
            running = Optional.empty();
        }

        Replay replay() {
            return new Replay(
                    start.join(), effects.stream().map(CompletableFuture::join).toList());
        }

        @Override
        public void migrationStarted(Migration migration, String rowId) {
            look();
            running = Optional.of(migration);
        }
    }
}
