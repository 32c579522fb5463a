package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same through the launcher, as a person types it. */
class PrismaScenarioIT {

    /** Beyond what the algorithm itself does otherwise. */
    private static final Map<String, String> NOT_YET_ALIKE = Map.of(
            "10-dir-without-sql",
            "the plan refuses a directory without a script before the migrations in front of it are applied");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @RegisterExtension
    final DatabaseExtension recorded = new DatabaseExtension();

    @TempDir
    Path directory;

    static List<String> names() throws IOException {
        return ScenarioReplay.names().stream()
                .filter(name -> !NOT_YET_ALIKE.containsKey(name))
                .toList();
    }

    static Set<String> leftOut() {
        return NOT_YET_ALIKE.keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void endsEachStepAsPrismaDid(String name) throws IOException {
        new ScenarioReplay(name, directory, db).run(this::run, recorded);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("leftOut")
    void doesOtherwiseWhereTheReasonStillHolds(String name) {
        SharedFolder.require("prisma/scenarios/" + name);

        assertThatThrownBy(() -> endsEachStepAsPrismaDid(name))
                .as("left out because " + NOT_YET_ALIKE.get(name))
                .isInstanceOf(AssertionError.class);
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
