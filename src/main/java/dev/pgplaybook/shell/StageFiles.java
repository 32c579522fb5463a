package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.staging.Stage;
import dev.pgplaybook.sql.staging.StagedMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes stages as migration folders, and never over anything.
 *
 * @param migrations the folder of the original, which stays as it is
 */
record StageFiles(Path migrations) {

    /** @throws dev.pgplaybook.problem.ProblemException PB518 when a folder of that name is there already */
    void requireFree(Path directory, StagedMigration staged) {
        for (Stage stage : staged.stages()) {
            if (Files.exists(directory.resolve(stage.name()))) {
                throw Problem.of(ProblemCode.PB518, "There is a " + stage.name() + " in " + directory + " already")
                        .hint("give another --out; then put the folders into " + migrations
                                + " instead of the original")
                        .asException();
            }
        }
    }

    void write(Path directory, StagedMigration staged) {
        try {
            for (Stage stage : staged.stages()) {
                Path folder = Files.createDirectories(directory.resolve(stage.name()));
                Files.writeString(folder.resolve("migration.sql"), stage.file());
            }
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB518, "The stages cannot be written to " + directory + ": " + e.getMessage())
                    .hint("give an --out that can be written to")
                    .asException(e);
        }
    }
}
