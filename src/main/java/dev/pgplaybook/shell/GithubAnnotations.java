package dev.pgplaybook.shell;

import dev.pgplaybook.sql.hazard.Finding;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Severity;
import java.nio.file.Path;
import java.util.List;

/** Findings as the workflow commands that GitHub turns into annotations of a pull request. */
final class GithubAnnotations {

    private GithubAnnotations() {}

    static List<String> of(LintReport report, Path workingDirectory) {
        return report.findings().stream().map(f -> line(f, workingDirectory)).toList();
    }

    private static String line(Finding finding, Path workingDirectory) {
        String level = finding.severity() == Severity.INFO
                ? "notice"
                : finding.severity().word();
        String instead = finding.instead().isEmpty() ? "" : "\nInstead: " + finding.instead();
        return "::" + level + " file=" + property(LintFormat.shown(finding.at().file(), workingDirectory)) + ",line="
                + finding.at().line() + ",col=" + finding.at().column() + ",title="
                + property(finding.rule().id() + " " + finding.rule().title()) + "::" + text(finding.said() + instead);
    }

    private static String text(String value) {
        return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String value) {
        return text(value).replace(":", "%3A").replace(",", "%2C");
    }
}
