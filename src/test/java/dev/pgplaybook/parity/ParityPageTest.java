package dev.pgplaybook.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page says of every difference that the tests know, and of no other, why it is there. {@code -Dgolden.update=true} writes the
 * tables anew.
 */
class ParityPageTest {

    private static final Path PAGE = Path.of("docs/prisma-parity.md");

    @ParameterizedTest
    @CsvSource({"## What differs on purpose,true", "## What is not yet alike,false"})
    void namesEveryDifference(String heading, boolean onPurpose) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int begin = lines.indexOf(heading) + 1;
        int end = begin;
        while (!lines.get(end).startsWith("## ")) {
            end++;
        }

        List<String> expected = table(onPurpose);
        if (Boolean.getBoolean("golden.update")) {
            List<String> written = new ArrayList<>(lines.subList(0, begin));
            written.addAll(expected);
            written.addAll(lines.subList(end, lines.size()));
            Files.write(PAGE, written);
        } else {
            assertThat(lines.subList(begin, end)).containsExactlyElementsOf(expected);
        }
    }

    private static List<String> table(boolean onPurpose) {
        List<String> table = new ArrayList<>(List.of("", "| case | why |", "|---|---|"));
        PrismaParityIT.all()
                .filter(tried -> tried.otherwise()
                        .filter(other -> other.onPurpose() == onPurpose)
                        .isPresent())
                .forEach(tried -> table.add("| " + tried.toString().replace("|", "\\|") + " | "
                        + tried.otherwise().orElseThrow().why() + " |"));
        table.add("");
        return table;
    }
}
