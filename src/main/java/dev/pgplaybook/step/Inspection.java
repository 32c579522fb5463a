package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.inference.Findings;
import dev.pgplaybook.inference.Replay;
import dev.pgplaybook.inference.Replayer;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.RowsSpec;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Beside;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sandbox.Sandbox;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Reparsing;
import dev.pgplaybook.schema.Snapshot;
import dev.pgplaybook.schema.SnapshotOptions;
import dev.pgplaybook.sql.ExecutionModel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks into a database with a sandbox at hand: what it contains of the migrations, and what it has beside them. */
public record Inspection(
        Playbook playbook,
        Variables variables,
        Sandboxes sandboxes,
        Clock clock,
        Progress progress,
        Cancellation cancellation,
        Optional<Ground> ground,
        SnapshotOptions looking) {

    private static final String ROLES =
            "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND NOT rolsuper ORDER BY 1";

    static Inspection of(Context context) {
        Tools tools = context.tools();
        return new Inspection(
                context.playbook(),
                context.variables(),
                tools.sandboxes(),
                tools.clock(),
                tools.progress(),
                tools.cancellation(),
                Optional.of(context.ground()),
                SnapshotOptions.STANDARD);
    }

    /**
     * Judges every migration of the folder.
     *
     * @param reader a session on the database that is asked about
     * @throws dev.pgplaybook.problem.ProblemException PB220: the migrations cannot be replayed; PB6xx: there is no sandbox
     */
    public Findings infer(Session reader, MigrationFolder folder) {
        List<String> roles = roles(Optional.of(reader));
        try (Beside<Snapshot> database = Beside.begin("database-snapshot", () -> snapshot(reader))) {
            Replay replay = replay(roles, folder);
            progress.doing("looking at what is there");
            return Findings.of(replay, database.result());
        }
    }

    /** How the database differs from what these migrations make, in this order; proved by another replay where need be. */
    public Drift residual(Session reader, Findings findings, MigrationFolder folder, List<String> migrations) {
        return findings.residual(migrations)
                .filter(drift -> !Reparsing.mayMatter(drift))
                .orElseGet(() -> drift(reader, only(folder, migrations), findings.database()));
    }

    /** How a database differs from what these migrations make of an empty one. */
    public Drift drift(Session reader, MigrationFolder promised) {
        return drift(reader, promised, snapshot(reader));
    }

    /** What is but printed differently is no difference: where texts differ, one server is asked to print both. */
    private Drift drift(Session reader, MigrationFolder promised, Snapshot database) {
        try (Made made = make(Optional.of(reader), promised)) {
            Drift drift = Drift.between(made.snapshot(), database);
            return Reparsing.mayMatter(drift) ? Reparsing.drift(made.url(), made.snapshot(), database) : drift;
        }
    }

    public Snapshot snapshot(Session reader) {
        return Snapshot.take(reader, looking);
    }

    /** A sandbox with what migrations make, for as long as it is open. */
    public record Made(Sandbox sandbox, DatabaseUrl url, Snapshot snapshot) implements AutoCloseable {
        @Override
        public void close() {
            sandbox.close();
        }
    }

    /**
     * Applies the migrations to an empty sandbox of the database's version.
     *
     * @param reader a session on the database whose roles the migrations may name
     */
    public Made make(Optional<Session> reader, MigrationFolder folder) {
        List<String> roles = roles(reader);
        return withRoom(brief -> make(empty(folder, brief), roles, folder));
    }

    private Made make(Sandbox sandbox, List<String> roles, MigrationFolder folder) {
        boolean complete = false;
        try {
            DatabaseUrl url = place(sandbox, roles);
            Made made = new Made(sandbox, url, replayer().make(url, scripted(folder)));
            complete = true;
            return made;
        } finally {
            if (!complete) {
                sandbox.close();
            }
        }
    }

    /**
     * What each of the migrations does to a schema, seen on a sandbox of the database's version.
     *
     * @param reader a session on the database whose roles the migrations may name
     */
    public Replay replay(Optional<Session> reader, MigrationFolder folder) {
        return replay(roles(reader), folder);
    }

    private Replay replay(List<String> roles, MigrationFolder folder) {
        Optional<String> programs = sandboxes.programs(spec(), ground, playbook, variables);
        List<Object> conditions = List.of(
                programs,
                model(),
                looking,
                ground.map(g -> g.identity().major()),
                ground.flatMap(g -> g.url().schema()),
                roles);
        return sandboxes
                .replays()
                .of(folder, conditions.toString(), programs.isPresent(), () -> seen(roles, scripted(folder)));
    }

    private ExecutionModel model() {
        return playbook.execution().orElse(ExecutionModel.TRANSACTION);
    }

    private Replay seen(List<String> roles, MigrationFolder folder) {
        return onEmpty(roles, folder, sandbox -> replayer().replay(sandbox, folder))
                .orElseGet(() -> onEmpty(roles, folder, sandbox -> replayer().replayThoroughly(sandbox, folder)));
    }

    private <T> T onEmpty(List<String> roles, MigrationFolder folder, Function<DatabaseUrl, T> replay) {
        return withRoom(brief -> {
            try (Sandbox sandbox = empty(folder, brief)) {
                return replay.apply(place(sandbox, roles));
            }
        });
    }

    private Sandbox empty(MigrationFolder folder, boolean brief) {
        progress.doing("making a sandbox for a replay of "
                + Words.count(folder.migrations().size(), "migration"));
        return sandboxes.forReplay(playbook, variables, spec(), ground, brief, progress, cancellation);
    }

    /** Migrations may bring more rows than memory has room for, or make a database. */
    private <T> T withRoom(Function<Boolean, T> replay) {
        try {
            return replay.apply(true);
        } catch (ProblemException e) {
            if (cancellation.requested() || !mayHaveLackedRoom(e)) {
                throw e;
            }
            return replay.apply(false);
        }
    }

    /** A server that cannot write its log ends, and its sessions with it. */
    private static boolean mayHaveLackedRoom(@Nullable Throwable failure) {
        if (failure instanceof StatementFailedException statement) {
            String state = statement.failure().sqlState();
            return state.startsWith("53")
                    || state.startsWith("58")
                    || statement.failure().isConnectionLost();
        }
        return failure != null && mayHaveLackedRoom(failure.getCause());
    }

    /** The sandbox's database, in the schema that the database at hand is used with, and with its roles. */
    private DatabaseUrl place(Sandbox sandbox, List<String> roles) {
        DatabaseUrl own = sandbox.url();
        DatabaseUrl url = ground.map(g -> own.inSchemaOf(g.url())).orElse(own);
        nameRoles(url, roles);
        return url;
    }

    private Replayer replayer() {
        return new Replayer(clock, DeployBounds.of(model(), playbook.limits()), looking, progress, cancellation);
    }

    /** Migrations grant to roles that no migration makes, since these belong to a whole server. Their names are enough. */
    private static void nameRoles(DatabaseUrl url, List<String> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        try (Session session = Session.open(url, SessionOptions.named("pgplaybook/replay"))) {
            List<String> there = session.query("SELECT rolname FROM pg_roles").stream()
                    .map(row -> row.text(0))
                    .toList();
            wanted.stream()
                    .filter(role -> !there.contains(role))
                    .forEach(role -> session.update("CREATE ROLE " + Identifiers.quote(role) + " NOLOGIN"));
        }
    }

    /** Those of a database, where the sandbox is not on a server that has roles of its own. */
    private List<String> roles(Optional<Session> reader) {
        return reader.filter(asked -> spec().provider() != SandboxSpec.Provider.SERVER).stream()
                .flatMap(asked -> asked.query(ROLES).stream())
                .map(row -> row.text(0))
                .toList();
    }

    /** Empty, and otherwise as the playbook's own sandboxes are: its image may bring what the migrations need. */
    private SandboxSpec spec() {
        return playbook.sandboxes().stream()
                .map(TargetSpec.Disposable::sandbox)
                .findFirst()
                .map(own -> new SandboxSpec(
                        own.provider(), own.options(), new LikenessSpec.Empty(), new RowsSpec.SchemaOnly(), own.at()))
                .orElseGet(() -> new SandboxSpec(new LikenessSpec.Empty(), new Location(Path.of(""), 1, 1)));
    }

    private static MigrationFolder scripted(MigrationFolder folder) {
        return new MigrationFolder(
                folder.path(),
                folder.migrations().stream().filter(Migration::hasScript).toList());
    }

    private static MigrationFolder only(MigrationFolder folder, List<String> migrations) {
        return new MigrationFolder(
                folder.path(),
                folder.migrations().stream()
                        .filter(migration -> migrations.contains(migration.name()))
                        .toList());
    }
}
