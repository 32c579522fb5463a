package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.likeness.ScriptLoader;
import dev.pgplaybook.migration.DeployListener;
import dev.pgplaybook.migration.DeployOptions;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sql.ExecutionModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Makes a fresh sandbox resemble what the playbook names. */
record SandboxFilling(Session session, Playbook playbook, Clock clock, Progress progress) {

    void fill(LikenessSpec like) {
        if (like instanceof LikenessSpec.FromFile file) {
            new ScriptLoader(session, progress).load(file.file());
        } else if (like instanceof LikenessSpec.Migrations) {
            deploy();
        } else if (like instanceof LikenessSpec.FromTarget target) {
            throw Problem.of(
                            ProblemCode.PB603, "The sandbox cannot be made like the target " + target.target() + " yet")
                    .hint("dump its schema with pg_dump --schema-only, and write like: { file: DUMP }")
                    .asException();
        }
    }

    private void deploy() {
        Path folder = playbook.migrations()
                .orElseThrow(() -> Problem.of(
                                ProblemCode.PB603,
                                "A sandbox with all migrations needs a playbook that names their folder")
                        .hint("add migrations: PATH, relative to the playbook")
                        .asException());
        new Deployment(session, MigrationFolder.read(folder), clock, new DeployOptions(ExecutionModel.TRANSACTION, 1))
                .apply(Optional.empty(), Duration.ofSeconds(1), progress, DeployListener.NOBODY);
    }
}
