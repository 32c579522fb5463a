package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.sql.hazard.Family;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.rules.Rules;
import dev.pgplaybook.testing.MadePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules' pages are made from the rules. {@code -Dgolden.update=true} writes them. */
class HazardPagesTest {

    private static final Path PAGES = Path.of("docs/hazards");

    private static final Path INDEX = PAGES.resolve("README.md");

    static List<Rule> rules() {
        return Rules.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aPageSaysWhatItsRuleSays(Rule rule) throws IOException {
        MadePage.hold(PAGES.resolve(rule.id() + ".md"), new HazardPage(rule).text());
    }

    @Test
    void theIndexListsEveryRuleAndNoPageIsLeftOver() throws IOException {
        MadePage.hold(INDEX, index());

        List<String> expected = new ArrayList<>(List.of("README.md"));
        Rules.all().forEach(rule -> expected.add(rule.id() + ".md"));
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String index() {
        StringBuilder index = new StringBuilder("# Hazards\n\n<!-- Made from the rules by HazardPagesTest. -->\n\n");
        index.append("What [lint](../lint.md) looks for. Ids are stable for ever.\n");
        for (Family family : Family.values()) {
            List<Rule> rules =
                    Rules.all().stream().filter(rule -> rule.family() == family).toList();
            index.append("\n## ")
                    .append(family.name())
                    .append(": ")
                    .append(family.title())
                    .append("\n\n");
            index.append("| rule | severity | what it is |\n|---|---|---|\n");
            rules.forEach(rule -> index.append("| [" + rule.id() + "](" + rule.id() + ".md) | "
                    + rule.severity().word() + (rule.isOn() ? "" : ", on request") + " | " + rule.title() + " |\n"));
        }
        return index.toString();
    }
}
