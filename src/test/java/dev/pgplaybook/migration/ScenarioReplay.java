package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.migration.PrismaScenario.MaskedRow;
import dev.pgplaybook.testing.CatalogPicture;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A recorded scenario, done again by a tool of ours and held against the record after every step. */
final class ScenarioReplay {

    /** Where we do otherwise, by intent or not yet as Prisma does. */
    static final Map<String, String> OTHERWISE = Map.of(
            "19d-begin-no-commit", "Prisma reports success and loses the rows; we refuse the file before it runs");

    /** Directories without a file in them, which the copy of a scenario cannot hold. */
    private static final Map<String, String> EMPTY_DIRECTORIES =
            Map.of("10-dir-without-sql", "migrations/20250101120000_empty");

    private static final String UUID_V4 = "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";

    private final PrismaScenario scenario;
    private final Path directory;
    private final DatabaseExtension db;

    /**
     * Begins it.
     *
     * @param directory an empty one, which becomes the project's
     */
    ScenarioReplay(String name, Path directory, DatabaseExtension db) throws IOException {
        this.scenario = PrismaScenario.read(SharedFolder.require("prisma/scenarios/" + name));
        this.directory = directory;
        this.db = db;
        scenario.copyInput(directory);
        if (EMPTY_DIRECTORIES.containsKey(name)) {
            Files.createDirectories(directory.resolve(EMPTY_DIRECTORIES.get(name)));
        }
        scenario.setup().ifPresent(db::execute);
    }

    /** What stands for {@code prisma migrate}; answers why it failed, if it did. */
    interface Tool {
        Optional<String> run(List<String> arguments);

        /** Holds what the tool says of the history against what Prisma's status said. */
        default void status(String which, PrismaScenario.Step step) {}
    }

    static List<String> names() throws IOException {
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

    static List<String> leftOut() {
        return OTHERWISE.keySet().stream().sorted().toList();
    }

    /** Success or failure and the rows after every step, and the rows and the schema at the end. */
    void run(Tool tool, DatabaseExtension recorded) throws IOException {
        int number = 0;
        for (PrismaScenario.Step step : scenario.steps()) {
            number++;
            write(step.files());
            String which = "step " + number + " " + step.arguments();
            if (step.arguments().equals(List.of("status"))) {
                tool.status(which, step);
            } else if (!step.arguments().isEmpty()) {
                Optional<String> refusal = tool.run(step.arguments());
                assertThat(refusal.isEmpty()).as(which + " " + refusal).isEqualTo(step.succeeds());
                assertThat(rows()).as(which).isEqualTo(step.rows());
            }
        }
        assertThat(rows()).contains(scenario.finalRows());
        assertThat(db.query("SELECT count(*) FROM _prisma_migrations WHERE id !~ '" + UUID_V4 + "'"))
                .isEqualTo("0");
        recorded.execute(scenario.finalSchema());
        assertThat(CatalogPicture.complete(db.url())).isEqualTo(CatalogPicture.complete(recorded.url()));
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
