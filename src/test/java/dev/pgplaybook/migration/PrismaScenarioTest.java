package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.PrismaScenario.MaskedRow;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** What Prisma's command line was seen to do, done by ours: the same successes and failures, the same rows after every step. */
class PrismaScenarioTest {

    /** Where we do otherwise, by intent or not yet as Prisma does. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "19d-begin-no-commit", "Prisma reports success and loses the rows; we refuse the file before it runs");

    /** Directories without a file in them, which the copy of a scenario cannot hold. */
    private static final Map<String, String> EMPTY_DIRECTORIES =
            Map.of("10-dir-without-sql", "migrations/20250101120000_empty");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    static List<String> scenarios() throws IOException {
        try (Stream<Path> all = Files.list(SharedFolder.require("prisma/scenarios"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !OTHERWISE.containsKey(name))
                    .sorted()
                    .toList();
        } catch (TestAbortedException missing) {
            // Aborted here, it would not be counted; the test itself asks again, and says what is missing.
            return List.of("every scenario");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void endsEachStepAsPrismaDid(String name) throws IOException {
        PrismaScenario scenario = PrismaScenario.read(SharedFolder.require("prisma/scenarios/" + name));
        scenario.copyInput(directory);
        if (EMPTY_DIRECTORIES.containsKey(name)) {
            Files.createDirectories(directory.resolve(EMPTY_DIRECTORIES.get(name)));
        }
        scenario.setup().ifPresent(db::execute);

        int number = 0;
        for (PrismaScenario.Step step : scenario.steps()) {
            number++;
            write(step.files());
            String which = "step " + number + " " + step.arguments();
            if (step.arguments().equals(List.of("status"))) {
                PrismaStatus status = status();
                assertThat(status.out()).as(which).isEqualTo(withoutAdapter(step.out()));
                assertThat(status.err()).as(which).isEqualTo(withoutConfigNotice(step.err()));
                assertThat(status.exit()).as(which).isEqualTo(step.exit());
            } else if (!step.arguments().isEmpty()) {
                Optional<String> refusal = run(step.arguments());
                assertThat(refusal.isEmpty()).as(which + " " + refusal).isEqualTo(step.succeeds());
                assertThat(rows()).as(which).isEqualTo(step.rows());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leftOut")
    void doesOtherwiseWhereTheReasonStillHolds(String name) {
        SharedFolder.require("prisma/scenarios/" + name);

        assertThatThrownBy(() -> endsEachStepAsPrismaDid(name))
                .as("left out because " + OTHERWISE.get(name))
                .isInstanceOf(AssertionError.class);
    }

    static List<String> leftOut() {
        return OTHERWISE.keySet().stream().sorted().toList();
    }

    /** Why it failed, if it did. */
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

    private PrismaStatus status() {
        MigrationFolder folder = MigrationFolder.readOrEmpty(directory.resolve("migrations"));
        try (Session session = Session.open(db.url(), Project.NAMED.asReader())) {
            return PrismaStatus.of(Survey.of(folder, session, Clock.systemUTC()), db.url());
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

    private Optional<List<MaskedRow>> rows() {
        boolean there = !db.query("SELECT to_regclass('_prisma_migrations')").equals("null");
        Project project = new Project(directory, db.url());
        return there ? Optional.of(project.rows().stream().map(MaskedRow::of).toList()) : Optional.empty();
    }

    private void write(Map<String, Optional<String>> files) throws IOException {
        for (Map.Entry<String, Optional<String>> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            if (file.getValue().isEmpty()) {
                delete(path);
            } else if (file.getKey().endsWith("/")) {
                Files.createDirectories(path);
            } else {
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.writeString(path, file.getValue().get());
            }
        }
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> inside = Files.walk(path)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
