package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.likeness.Extensions;
import dev.pgplaybook.likeness.ScriptLoader;
import dev.pgplaybook.migration.DeployListener;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.RowsSpec;
import dev.pgplaybook.playbook.SandboxSpec;
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
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes a fresh sandbox resemble what the playbook names. */
record SandboxFilling(
        Session session,
        Playbook playbook,
        Variables variables,
        Clock clock,
        Secrets secrets,
        Progress progress,
        Cancellation cancellation) {

    Filled fill(SandboxSpec spec) {
        Extensions extensions = new Extensions(progress);
        ScriptLoader loader = new ScriptLoader(session, progress, extensions);
        OptionalLong sampled = OptionalLong.empty();
        if (spec.like() instanceof LikenessSpec.FromFile file) {
            loader.load(file.file());
        } else if (spec.like() instanceof LikenessSpec.Migrations) {
            deploy();
        } else if (spec.like() instanceof LikenessSpec.FromTarget target) {
            sampled = likeTarget(target.target(), spec.rows(), loader);
        }
        if (spec.rows() instanceof RowsSpec.Synthetic) {
            throw Problem.of(ProblemCode.PB603, "Rows cannot be made up in this version")
                    .at(spec.at())
                    .hint("write rows: schema-only, or rows: sample beside like: { target: NAME }")
                    .asException();
        }
        return new Filled(extensions.missing(), sampled);
    }

    private OptionalLong likeTarget(String name, RowsSpec rows, ScriptLoader loader) {
        TargetSpec.Server server =
                (TargetSpec.Server) Objects.requireNonNull(playbook.targets().get(name));
        TargetLikeness likeness = new TargetLikeness(server, playbook, variables, secrets, progress, cancellation);
        return likeness.take(session, rows, loader, clock);
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

    /**
     * What came of it.
     *
     * @param lacking the extensions that what it resembles has, and the sandbox has not
     * @param sampled how many rows of the target it has
     */
    record Filled(List<String> lacking, OptionalLong sampled) {

        /** As it goes on behind what the sandbox is like; nothing where there is nothing to add. */
        String words() {
            StringBuilder words = new StringBuilder();
            sampled.ifPresent(rows -> words.append(String.format(Locale.ROOT, " with %,d of its rows", rows)));
            if (!lacking.isEmpty()) {
                words.append(", without the extension")
                        .append(lacking.size() == 1 ? " " : "s ")
                        .append(String.join(", ", lacking));
            }
            return words.toString();
        }
    }
}
