package dev.pgplaybook.sql.hazard.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.sql.Parser;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Finding;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Linter;
import dev.pgplaybook.sql.hazard.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule fires on each of its bad examples and on none of its good ones. */
class RuleExamplesTest {

    static Stream<Arguments> bad() {
        return Rules.all().stream()
                .flatMap(rule -> rule.bad().stream().map(example -> Arguments.of(rule.id(), example.sql(), example)));
    }

    static Stream<Arguments> good() {
        return Rules.all().stream()
                .flatMap(rule -> rule.good().stream().map(example -> Arguments.of(rule.id(), example.sql(), example)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("bad")
    void firesOnItsBadExample(String id, String sql, Example example) {
        List<Finding> findings = findings(id, example);

        assertThat(findings).isNotEmpty();
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.said()).isNotBlank();
            assertThat(finding.at().line()).isPositive();
        });
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("good")
    void isSilentOnItsGoodExample(String id, String sql, Example example) {
        assertThat(findings(id, example)).isEmpty();
    }

    @Test
    void everyRuleHasBothAndSaysWhatItIs() {
        assertThat(Rules.all()).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(Rules.all()).allSatisfy(rule -> {
            assertThat(rule.bad()).as(rule.id()).isNotEmpty();
            assertThat(rule.good()).as(rule.id()).isNotEmpty();
            assertThat(List.of(rule.title(), rule.detects(), rule.hurts(), rule.safely(), rule.versions()))
                    .as(rule.id())
                    .allSatisfy(text -> assertThat(text).isNotBlank());
        });
    }

    static List<Finding> findings(String id, Example example) {
        return lint(id, example).findings().stream()
                .filter(finding -> finding.rule().id().equals(id))
                .toList();
    }

    static LintReport lint(String id, Example example) {
        // What is said of ignores depends on what the others find.
        List<Rule> rules =
                id.startsWith("X") ? Rules.on(Set.of()) : List.of(Rules.find(id).orElseThrow());
        return new Linter(example.runner(), Rules.ids(), rules, Map.of(), Optional.of(Parser::parse))
                .lint(example.files(), example.facts(), example.history(), example.observed());
    }
}
