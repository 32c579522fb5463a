package dev.pgplaybook.shell;

import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.hazard.Finding;
import dev.pgplaybook.sql.hazard.LintFile;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Numbers;
import dev.pgplaybook.sql.hazard.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Findings for people: the place, what happens there, the line with carets under it, and what to write instead. */
record LintView(Style style, Path workingDirectory, List<LintFile> files) {

    private static final int LONGEST_LINE = 160;

    List<String> lines(LintReport report) {
        List<String> lines = new ArrayList<>();
        report.findings().forEach(finding -> lines.addAll(lines(finding)));
        lines.add(summary(report));
        return lines;
    }

    private List<String> lines(Finding finding) {
        List<String> lines = new ArrayList<>();
        String place = LintFormat.shown(finding.at().file(), workingDirectory) + ":"
                + finding.at().line() + ":" + finding.at().column();
        lines.add(style.bold(place) + " " + weight(finding) + " " + finding.said() + size(finding));
        lines.addAll(excerpt(finding));
        indented(lines, "instead", finding.instead());
        indented(lines, "ask", finding.query().map(query -> query + ";").orElse(""));
        return lines;
    }

    private String weight(Finding finding) {
        String words = finding.severity().word() + " " + finding.rule().id();
        return switch (finding.severity()) {
            case ERROR -> style.red(words);
            case WARNING -> style.yellow(words);
            case INFO -> style.cyan(words);
        };
    }

    private static String size(Finding finding) {
        return finding.rows().isEmpty() || finding.table().isEmpty()
                ? ""
                : " (" + finding.table() + ": " + Numbers.count(finding.rows().getAsLong(), "row") + ")";
    }

    private void indented(List<String> lines, String label, String text) {
        List<String> parts = text.lines().toList();
        for (int i = 0; i < parts.size(); i++) {
            String head = i == 0 ? "  " + style.cyan(label) + " ".repeat(9 - label.length()) : " ".repeat(11);
            lines.add(head + parts.get(i));
        }
    }

    private List<String> excerpt(Finding finding) {
        int line = finding.at().line();
        Optional<String> text = source(finding)
                .flatMap(source -> source.text().lines().skip(line - 1L).findFirst())
                .map(found -> found.replace('\t', ' '))
                .filter(found -> !found.isBlank() && found.length() <= LONGEST_LINE);
        if (text.isEmpty()) {
            return List.of();
        }
        String number = String.format("%5d", line);
        int column = finding.at().column();
        String shown = text.get();
        int room = Math.max(1, shown.codePointCount(0, shown.length()) - column + 1);
        int length = finding.part()
                .map(part -> (int)
                        part.text().lines().findFirst().orElse("").codePoints().count())
                .orElse(1);
        String carets = "^".repeat(Math.max(1, Math.min(length, room)));
        return List.of(
                style.dim(number + " | ") + shown,
                style.dim(" ".repeat(number.length()) + " | ")
                        + " ".repeat(Math.max(0, column - 1))
                        + style.red(carets));
    }

    private Optional<Source> source(Finding finding) {
        return finding.part()
                .map(part -> part.statement().source())
                .or(() -> files.stream()
                        .map(LintFile::source)
                        .filter(source -> source.file().equals(finding.at().file()))
                        .findFirst());
    }

    private String summary(LintReport report) {
        String in = Numbers.count(report.files(), "file") + ", " + Numbers.count(report.statements(), "statement");
        List<String> parts = new ArrayList<>();
        parts.add(Numbers.count(report.count(Severity.ERROR), "error"));
        parts.add(Numbers.count(report.count(Severity.WARNING), "warning"));
        parts.add(report.count(Severity.INFO) + " for information");
        String more = (report.ignored().isEmpty() ? "" : "; " + report.ignored().size() + " ignored with a reason")
                + (report.unparsed().isEmpty() ? "" : "; " + report.unparsed().size() + " not understood");
        boolean clean = report.findings().isEmpty();
        String sign = clean ? style.good() : report.count(Severity.ERROR) > 0 ? style.bad() : style.warning();
        return sign + " " + (clean ? "nothing found" : String.join(", ", parts)) + " in " + in + more;
    }
}
