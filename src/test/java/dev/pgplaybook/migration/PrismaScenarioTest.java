package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Prisma's command line was seen to do, done by ours: the same successes and failures, the same rows after every step, the same
 * schema at the end.
 */
class PrismaScenarioTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @RegisterExtension
    final DatabaseExtension recorded = new DatabaseExtension();

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.pgplaybook.migration.ScenarioReplay#names")
    void endsEachStepAsPrismaDid(String name) throws IOException {
        new ScenarioReplay(name, directory, db).run(this::run, recorded);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("dev.pgplaybook.migration.ScenarioReplay#leftOut")
    void doesOtherwiseWhereTheReasonStillHolds(String name) {
        SharedFolder.require("prisma/scenarios/" + name);

        assertThatThrownBy(() -> endsEachStepAsPrismaDid(name))
                .as("left out because " + ScenarioReplay.OTHERWISE.get(name))
                .isInstanceOf(AssertionError.class);
    }

    private Optional<String> run(List<String> arguments) {
        Project project = new Project(directory.resolve("migrations"), db.url());
        try {
            if (arguments.equals(List.of("deploy"))) {
                project.deploy(ExecutionModel.WHOLE_SCRIPT);
            } else if (arguments.size() != 3 || arguments.get(2).isEmpty()) {
                return Optional.of("the command line refuses it before anything is asked of the history");
            } else if (arguments.get(1).equals("--applied")) {
                project.markApplied(arguments.get(2));
            } else {
                project.markRolledBack(arguments.get(2));
            }
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
