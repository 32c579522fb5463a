package dev.pgplaybook.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.MadePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemPagesTest {

    private static final Path PAGES = Path.of("docs/problems");

    private static final Map<Character, String> RANGES = new TreeMap<>(Map.of(
            '1', "The playbook",
            '2', "Migrations and history",
            '3', "SQL",
            '4', "Database and connection",
            '5', "Runs",
            '6', "Sandboxes"));

    @Test
    void everyCodeHasItsPageAndNoPageIsLeftOver() throws IOException {
        List<String> expected = new ArrayList<>(List.of("README.md"));
        Arrays.stream(ProblemCode.values()).forEach(code -> expected.add(code + ".md"));

        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageSaysWhatTheCodeMeansAndWhatToDo(ProblemCode code) throws IOException {
        String page = Files.readString(PAGES.resolve(code + ".md"));

        assertThat(page).startsWith("# " + code + " · " + code.title() + "\n");
        assertThat(page).contains("\n## What it means\n\n").contains("\n## What to do\n\n");
    }

    /** {@code -Dgolden.update=true} writes it. */
    @Test
    void theIndexListsEveryCode() throws IOException {
        StringBuilder index = new StringBuilder("# Problems\n\n<!-- Made from the codes by ProblemPagesTest. -->\n\n");
        index.append("A code is stable for ever. `pgplaybook explain CODE` shows the same pages.\n");
        RANGES.forEach((hundred, title) -> {
            index.append("\n## ").append(title).append("\n\n| code | what it is |\n|---|---|\n");
            Arrays.stream(ProblemCode.values())
                    .filter(code -> code.name().charAt(2) == hundred)
                    .forEach(code -> index.append("| [" + code + "](" + code + ".md) | " + code.title() + " |\n"));
        });
        MadePage.hold(PAGES.resolve("README.md"), index.toString());
    }
}
