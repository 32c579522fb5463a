package dev.pgplaybook.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemPagesTest {

    private static final Path PAGES = Path.of("docs/problems");

    @Test
    void everyCodeHasItsPageAndNoPageIsLeftOver() throws IOException {
        List<String> expected =
                Arrays.stream(ProblemCode.values()).map(code -> code + ".md").toList();

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
}
