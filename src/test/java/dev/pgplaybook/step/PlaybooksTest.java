package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.playbook.PlaybookReader;
import dev.pgplaybook.playbook.StepKind;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlaybooksTest {

    @TempDir
    Path directory;

    static List<String> playbooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("playbooks"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void rehearsesWithoutAnythingInTheEnvironment(String name) {
        Trial trial = Trial.ofTheStory(directory);
        Path file = directory.resolve("playbooks").resolve(name);
        String sandbox = PlaybookReader.read(file).sandboxes().get(0).name();

        try (OpenRun run = trial.begin(file, sandbox, Order.Manner.REHEARSAL, Map.of())) {
            assertThat(run.walk(Optional.empty())).isInstanceOf(Result.Passed.class);
        }
    }

    @Test
    void showEveryKindOfStep() throws IOException {
        List<StepKind> shown = playbooks().stream()
                .flatMap(name -> PlaybookReader.read(Path.of("playbooks", name)).steps().stream())
                .map(step -> step.kind())
                .toList();

        assertThat(shown).containsAll(StepKind.ofPlaybooks());
    }
}
