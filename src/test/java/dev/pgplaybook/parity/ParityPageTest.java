package dev.pgplaybook.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page says of every difference that the tests know, and of no other, why it is there. */
class ParityPageTest {

    private static final Path PAGE = Path.of("docs/prisma-parity.md");

    @Test
    void namesWhatDiffersOnPurpose() throws IOException {
        assertThat(table("## What differs on purpose")).containsExactlyElementsOf(known(true));
    }

    @Test
    void namesWhatDoesNotYetDoAsPrismaDoes() throws IOException {
        assertThat(table("## What is not yet alike")).containsExactlyElementsOf(known(false));
    }

    private static List<String> known(boolean onPurpose) {
        return PrismaParityIT.unlike()
                .filter(tried -> tried.otherwise().orElseThrow().onPurpose() == onPurpose)
                .map(tried -> "| " + tried.toString().replace("|", "\\|") + " | "
                        + tried.otherwise().orElseThrow().why() + " |")
                .toList();
    }

    private static List<String> table(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| case "))
                .toList();
    }
}
