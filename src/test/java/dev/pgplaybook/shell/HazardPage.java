package dev.pgplaybook.shell;

import dev.pgplaybook.sql.Parser;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Finding;
import dev.pgplaybook.sql.hazard.LintFile;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Linter;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.rules.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The page of a rule: what it says of itself, and what lint really says of its examples. */
record HazardPage(Rule rule) {

    String text() {
        StringBuilder page = new StringBuilder("# " + rule.id() + " · " + rule.title() + "\n\n");
        page.append("<!-- Made from the rule by HazardPagesTest; change the rule instead. -->\n\n");
        page.append("| family | severity | PostgreSQL | asked |\n|---|---|---|---|\n| ")
                .append(rule.family().title())
                .append(" | ")
                .append(rule.severity().word())
                .append(" | ")
                .append(rule.versions())
                .append(" | ")
                .append(asked())
                .append(" |\n\n");
        page.append(rule.detects()).append("\n\n## Why it hurts\n\n").append(rule.hurts());
        page.append("\n\n## The safe way\n\n").append(rule.safely()).append("\n\n## What lint says\n");
        rule.bad().forEach(example -> page.append('\n').append(shown(example)));
        page.append("\nNothing of this is found here:\n");
        rule.good()
                .forEach(example -> page.append('\n').append(premises(example)).append(sql(example)));
        return page.toString();
    }

    private String asked() {
        return !rule.isOn()
                ? "with `--rule " + rule.id() + "`"
                : rule.needsFacts() ? "where a database is at hand" : "always";
    }

    private String shown(Example example) {
        String said = output(example);
        return premises(example) + sql(example) + "\n```\n" + said + "\n```\n";
    }

    private static String sql(Example example) {
        return "```sql\n" + example.sql() + "\n```\n";
    }

    private static String premises(Example example) {
        List<String> premises = new ArrayList<>(example.facts().lines());
        if (example.facts().major() > 0) {
            premises.add(0, "PostgreSQL " + example.facts().major());
        }
        if (!example.runner().equals(Runner.PGPLAYBOOK)) {
            premises.add("run by " + example.runner().name());
        }
        if (!example.observed().isEmpty()) {
            premises.add("a trace that has seen it");
        }
        example.history().states().forEach(state -> premises.add("a history of which this is true"));
        return premises.isEmpty() ? "" : "With " + premises.stream().collect(Collectors.joining("; ")) + ":\n\n";
    }

    private String output(Example example) {
        List<Rule> rules = rule.id().startsWith("X") ? Rules.on(Set.of()) : List.of(rule);
        List<LintFile> files = example.files();
        LintReport report = new Linter(example.runner(), Rules.ids(), rules, Map.of(), Optional.of(Parser::parse))
                .lint(files, example.facts(), example.history(), example.observed());
        List<Finding> own = report.findings().stream()
                .filter(finding -> finding.rule().id().equals(rule.id()))
                .toList();
        LintReport alone = new LintReport(own, List.of(), List.of(), report.files(), report.statements());
        List<String> lines = new LintView(Style.PLAIN, Path.of(""), files).lines(alone);
        return String.join("\n", lines.subList(0, lines.size() - 1));
    }
}
