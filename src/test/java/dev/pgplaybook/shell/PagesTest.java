package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.rules.Rules;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PagesTest {

    @Test
    void everyProblemAndEveryHazardHasItsPageAtHand() {
        List<String> codes = Stream.concat(
                        Arrays.stream(ProblemCode.values()).map(Enum::name),
                        Rules.all().stream().map(Rule::id))
                .toList();

        assertThat(Pages.codes()).extracting(Pages.Page::code).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(codes)
                .allSatisfy(code -> assertThat(Pages.of(code).orElse("")).startsWith("# " + code + " · "));
    }

    @Test
    void whatIsNoCodeHasNoPage() {
        assertThat(Pages.of("README")).isEmpty();
        assertThat(Pages.of("../playbook")).isEmpty();
    }

    @Test
    void isShownWithoutTheSignsOfMarkdown() {
        List<String> lines = new PageView(Style.PLAIN).lines("""
                # PB204 · A title

                <!-- Made from the code. -->

                | rule | what it is |
                |---|---|
                | [L001](L001.md) | it waits |

                See `deploy` in [the manual](../deploy.md).

                ```sql
                SELECT '[a](b)';
                ```
                """);

        assertThat(lines)
                .containsExactly(
                        "PB204 · A title",
                        "",
                        "rule  what it is",
                        "L001  it waits",
                        "",
                        "See deploy in the manual.",
                        "",
                        "    SELECT '[a](b)';");
    }
}
