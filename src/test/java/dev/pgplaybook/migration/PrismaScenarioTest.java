package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
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
class PrismaScenarioTest implements ScenarioReplay.Tool {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @RegisterExtension
    final DatabaseExtension recorded = new DatabaseExtension();

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.pgplaybook.migration.ScenarioReplay#names")
    void endsEachStepAsPrismaDid(String name) throws IOException {
        new ScenarioReplay(name, directory, db).run(this, recorded);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("dev.pgplaybook.migration.ScenarioReplay#leftOut")
    void doesOtherwiseWhereTheReasonStillHolds(String name) {
        SharedFolder.require("prisma/scenarios/" + name);

        assertThatThrownBy(() -> endsEachStepAsPrismaDid(name))
                .as("left out because " + ScenarioReplay.OTHERWISE.get(name))
                .isInstanceOf(AssertionError.class);
    }

    @Override
    public void status(String which, PrismaScenario.Step step) {
        MigrationFolder folder = MigrationFolder.readOrEmpty(directory.resolve("migrations"));
        try (Session session = Session.open(db.url(), Project.NAMED.asReader())) {
            PrismaStatus status = PrismaStatus.of(Survey.of(folder, session, Clock.systemUTC()), db.url());
            assertThat(status.out()).as(which).isEqualTo(withoutAdapter(step.out()));
            assertThat(status.err()).as(which).isEqualTo(withoutConfigNotice(step.err()));
            assertThat(status.exit()).as(which).isEqualTo(step.exit());
        }
    }

    /** The record was made through a driver adapter, whose name stands where the server's otherwise does. */
    private String withoutAdapter(String out) {
        return out.replace("<DB>", db.url().database())
                .replace(
                        "using driver adapter \"@prisma/adapter-pg\"",
                        "at \"" + db.url().host() + ":" + db.url().port() + "\"");
    }

    /** The record was made with a configuration file, for which the CLI writes an empty line first. */
    private static String withoutConfigNotice(String err) {
        return err.substring(1);
    }

    @Override
    public Optional<String> run(List<String> arguments) {
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
