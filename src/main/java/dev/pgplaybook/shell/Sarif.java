package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.change.Part;
import dev.pgplaybook.sql.hazard.Finding;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A lint's report as SARIF 2.1.0, which code scanners and editors read. */
final class Sarif {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private Sarif() {}

    static Map<String, @Nullable Object> of(LintReport report, Path workingDirectory) {
        List<Rule> rules = Stream.concat(
                        report.findings().stream(), report.ignored().stream().map(LintReport.Ignored::finding))
                .map(Finding::rule)
                .distinct()
                .sorted(java.util.Comparator.comparing(Rule::id))
                .toList();
        List<Object> results = new ArrayList<>();
        report.findings().forEach(f -> results.add(result(f, Optional.empty(), rules, workingDirectory)));
        report.ignored()
                .forEach(i -> results.add(result(i.finding(), Optional.of(i.reason()), rules, workingDirectory)));
        Map<String, @Nullable Object> driver = map("name", "pgplaybook");
        driver.put("rules", rules.stream().map(Sarif::descriptor).toList());
        Map<String, @Nullable Object> run = map("tool", map("driver", driver));
        run.put("columnKind", "unicodeCodePoints");
        run.put("results", results);
        Map<String, @Nullable Object> log = map("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private static Map<String, @Nullable Object> descriptor(Rule rule) {
        Map<String, @Nullable Object> data = map("id", rule.id());
        data.put("shortDescription", map("text", rule.title()));
        data.put("fullDescription", map("text", rule.detects() + " " + rule.hurts()));
        data.put("help", map("text", rule.safely()));
        data.put("defaultConfiguration", map("level", level(rule.severity())));
        return data;
    }

    private static Map<String, @Nullable Object> result(
            Finding finding, Optional<String> reason, List<Rule> rules, Path workingDirectory) {
        Map<String, @Nullable Object> data = map("ruleId", finding.rule().id());
        data.put("ruleIndex", rules.indexOf(finding.rule()));
        data.put("level", level(finding.severity()));
        String instead = finding.instead().isEmpty() ? "" : "\nInstead: " + finding.instead();
        data.put("message", map("text", finding.said() + instead));
        Map<String, @Nullable Object> physical =
                map("artifactLocation", map("uri", uri(finding.at().file(), workingDirectory)));
        physical.put("region", region(finding));
        data.put("locations", List.of(map("physicalLocation", physical)));
        reason.ifPresent(why -> {
            Map<String, @Nullable Object> suppression = map("kind", "inSource");
            suppression.put("justification", why);
            data.put("suppressions", List.of(suppression));
        });
        return data;
    }

    private static Map<String, @Nullable Object> region(Finding finding) {
        Location start = finding.at();
        Map<String, @Nullable Object> region = map("startLine", start.line());
        region.put("startColumn", start.column());
        finding.part().map(Sarif::end).ifPresent(end -> {
            region.put("endLine", end.line());
            region.put("endColumn", end.column());
        });
        return region;
    }

    private static Location end(Part part) {
        return part.statement().source().locate(part.end());
    }

    private static String uri(Path file, Path workingDirectory) {
        String shown = LintFormat.shown(file, workingDirectory).replace('\\', '/');
        try {
            return shown.startsWith("/")
                    ? new URI("file", "", shown, null).toString()
                    : new URI(null, null, shown, null).toString();
        } catch (URISyntaxException e) {
            return shown;
        }
    }

    private static String level(Severity severity) {
        return severity == Severity.INFO ? "note" : severity.word();
    }

    private static Map<String, @Nullable Object> map(String key, @Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }
}
