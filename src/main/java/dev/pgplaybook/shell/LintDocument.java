package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.sql.hazard.Finding;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Severity;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lint's report as data. */
final class LintDocument {

    private LintDocument() {}

    static Map<String, @Nullable Object> of(LintReport report, Path workingDirectory) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("files", report.files());
        data.put("statements", report.statements());
        data.put("errors", report.count(Severity.ERROR));
        data.put("warnings", report.count(Severity.WARNING));
        data.put("information", report.count(Severity.INFO));
        data.put(
                "findings",
                report.findings().stream()
                        .map(finding -> data(finding, workingDirectory))
                        .toList());
        data.put(
                "ignored",
                report.ignored().stream()
                        .map(ignored -> {
                            Map<String, @Nullable Object> one = data(ignored.finding(), workingDirectory);
                            one.put("reason", ignored.reason());
                            return one;
                        })
                        .toList());
        data.put(
                "unparsed",
                report.unparsed().stream()
                        .map(unparsed -> {
                            Map<String, @Nullable Object> one = place(unparsed.at(), workingDirectory);
                            one.put("said", unparsed.said());
                            return one;
                        })
                        .toList());
        return data;
    }

    private static Map<String, @Nullable Object> data(Finding finding, Path workingDirectory) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("rule", finding.rule().id());
        data.put("severity", finding.severity().word());
        data.put("title", finding.rule().title());
        data.putAll(place(finding.at(), workingDirectory));
        data.put("said", finding.said());
        data.put("instead", finding.instead().isEmpty() ? null : finding.instead());
        data.put("table", finding.table().isEmpty() ? null : finding.table());
        data.put("rows", finding.rows().isPresent() ? finding.rows().getAsLong() : null);
        data.put("ask", finding.query().orElse(null));
        return data;
    }

    private static Map<String, @Nullable Object> place(Location at, Path workingDirectory) {
        Map<String, @Nullable Object> place = new LinkedHashMap<>();
        place.put("file", LintFormat.shown(at.file(), workingDirectory));
        place.put("line", at.line());
        place.put("column", at.column());
        return place;
    }
}
