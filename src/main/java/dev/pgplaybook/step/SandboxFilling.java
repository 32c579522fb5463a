package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.likeness.Extensions;
import dev.pgplaybook.likeness.PgDump;
import dev.pgplaybook.likeness.SchemaDump;
import dev.pgplaybook.likeness.ScriptLoader;
import dev.pgplaybook.migration.DeployListener;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.sql.ExecutionModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes a fresh sandbox resemble what the playbook names. */
record SandboxFilling(
        Session session,
        Playbook playbook,
        Variables variables,
        Clock clock,
        Secrets secrets,
        Progress progress,
        Cancellation cancellation) {

    /** Fills it, and names the extensions that the sandbox lacks. */
    List<String> fill(LikenessSpec like) {
        Extensions extensions = new Extensions(progress);
        fill(like, new ScriptLoader(session, progress, extensions));
        return extensions.missing();
    }

    private void fill(LikenessSpec like, ScriptLoader loader) {
        if (like instanceof LikenessSpec.FromFile file) {
            loader.load(file.file());
        } else if (like instanceof LikenessSpec.Migrations) {
            deploy();
        } else if (like instanceof LikenessSpec.FromTarget target) {
            likeTarget(
                    (TargetSpec.Server)
                            Objects.requireNonNull(playbook.targets().get(target.target())),
                    loader);
        }
    }

    /** The target is read in sessions that can do nothing else. */
    private void likeTarget(TargetSpec.Server target, ScriptLoader loader) {
        DatabaseUrl url = Targets.url(target, variables);
        url.password().ifPresent(secrets::add);
        ServerIdentity identity;
        boolean hasHistory;
        try (Session reader = Session.open(
                url,
                SessionOptions.named("pgplaybook/likeness")
                        .stoppedBy(cancellation)
                        .watchedBy(progress)
                        .asReader())) {
            // pg_dump would leave its settings behind on the pooler's connections, an empty search_path among them.
            Targets.requireDirect(reader.url(), target);
            identity = ServerIdentity.of(reader);
            hasHistory = new HistoryTable(reader, clock).exists();
        }
        progress.doing("reading the schema of " + target.name());
        try (TemporaryFiles files = TemporaryFiles.make()) {
            PgDump pgDump = PgDump.forServer(identity.major(), variables.values());
            new SchemaDump(pgDump, secrets, cancellation)
                    .into(files.directory(), url, hasHistory)
                    .forEach(loader::load);
        }
    }

    private void deploy() {
        Path folder = playbook.migrations()
                .orElseThrow(() -> Problem.of(
                                ProblemCode.PB603,
                                "A sandbox with all migrations needs a playbook that names their folder")
                        .hint("add migrations: PATH, relative to the playbook")
                        .asException());
        new Deployment(
                        session,
                        MigrationFolder.read(folder),
                        clock,
                        DeployBounds.of(ExecutionModel.TRANSACTION, playbook.limits()))
                .apply(Optional.empty(), Duration.ofSeconds(1), progress, DeployListener.NOBODY);
    }
}
