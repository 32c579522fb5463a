package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case is a broken playbook and all its problems as a user sees them; {@code -Dgolden.update=true} rewrites them. */
class PlaybookGoldenTest {

    private static final Path CASES = Path.of("src/test/resources/golden/playbook");

    @ParameterizedTest
    @MethodSource("cases")
    void reportsEveryProblemAtItsPlace(String name) throws IOException {
        Path expected = CASES.resolve(name + ".expected");
        String actual = problemsOf(CASES.resolve(name + ".yaml"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual);
        }

        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    @Test
    void everyPlaybookHasItsExpectedProblemsAndTheOtherWayRound() throws IOException {
        assertThat(names(".expected")).isEqualTo(names(".yaml")).isNotEmpty();
    }

    static List<String> cases() throws IOException {
        return names(".yaml");
    }

    private static List<String> names(String ending) throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
    }

    private static String problemsOf(Path file) {
        try {
            PlaybookReader.read(file);
            return "no problem\n";
        } catch (ProblemException e) {
            return e.problems().stream().map(PlaybookGoldenTest::shown).collect(Collectors.joining());
        }
    }

    private static String shown(Problem problem) {
        String place = problem.at()
                .map(at -> at.file().getFileName() + ":" + at.line() + ":" + at.column() + " ")
                .orElse("");
        String hint = problem.hint().map(text -> "  " + text + "\n").orElse("");
        return place + problem.code() + " " + problem.message() + "\n" + hint;
    }
}
