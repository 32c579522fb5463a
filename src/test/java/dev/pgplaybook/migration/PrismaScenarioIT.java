package dev.pgplaybook.migration;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same through the launcher, as a person types it. */
class PrismaScenarioIT {

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

    private Optional<String> run(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        if (arguments.equals(List.of("deploy"))) {
            words.addAll(List.of("--execution", "whole-script"));
        }
        words.addAll(List.of("--url", db.url().withPassword(), "--migrations", "migrations"));
        LauncherProcess.Ended ended = LauncherProcess.run(directory, Map.of(), words.toArray(String[]::new));
        return ended.status() == 0 ? Optional.empty() : Optional.of(ended.out() + ended.err());
    }
}
