package dev.pgplaybook.report;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.report.RunReport.Step;
import java.util.List;

/** The report for a pull request: a table of the steps, and what deserves a word. */
public final class MarkdownReport {

    private MarkdownReport() {}

    public static String of(RunReport report) {
        Event.RunStarted started = report.started();
        StringBuilder out = new StringBuilder();
        out.append("## ")
                .append(text(started.title()))
                .append(": ")
                .append(text(report.state().word()))
                .append("\n\n");
        out.append(report.what()).append(" of ").append(text(started.playbook()));
        out.append(" on ").append(text(started.target())).append(", by ").append(text(String.join(", ", report.by())));
        out.append(", ")
                .append(Lengths.moment(report.state().at()))
                .append(", ")
                .append(Lengths.of(report.took().toMillis()))
                .append(".\n\n");
        report.state()
                .target()
                .ifPresent(t -> out.append("Database ")
                        .append(text(t.database()))
                        .append(", PostgreSQL ")
                        .append(text(t.version()))
                        .append(".\n"));
        report.state()
                .replays()
                .ifPresent(run -> out.append("Held against ").append(text(run)).append(".\n"));
        report.vouched()
                .ifPresent(event -> out.append("Rehearsal: ")
                        .append(text(HtmlReport.vouched(event)))
                        .append(".\n"));
        out.append("\n| # | step | kind | state | took | |\n|---|---|---|---|---|---|\n");
        for (int i = 0; i < report.steps().size(); i++) {
            row(out, i + 1, report.steps().get(i));
        }
        report.steps().forEach(step -> details(out, step));
        list(out, "Differences from the rehearsal", report.differences());
        list(
                out,
                "Drift",
                report.drift().stream()
                        .filter(finding -> finding.verdict() != Finding.Verdict.PASSED)
                        .map(finding -> finding.title() + ": " + finding.said())
                        .toList());
        if (!report.schemas().isEmpty()) {
            out.append("\nSchema: `")
                    .append(report.schemas().get(0).fingerprint(), 0, 12)
                    .append("` → `");
            out.append(report.schemas().get(report.schemas().size() - 1).fingerprint(), 0, 12)
                    .append("`\n");
        }
        return out.append("\nRun ")
                .append(text(report.id()))
                .append(", head `")
                .append(report.head().hash())
                .append("`\n")
                .toString();
    }

    private static void row(StringBuilder out, int number, Step step) {
        String said = step.problem()
                .map(p -> p.code() + " " + p.message())
                .orElse(step.outcome().map(o -> o.said()).orElse(""));
        out.append("| ")
                .append(number)
                .append(" | ")
                .append(text(step.planned().id()))
                .append(" | ");
        out.append(text(step.planned().kind()))
                .append(" | ")
                .append(text(step.word()))
                .append(" | ");
        out.append(Lengths.of(step.millis()))
                .append(" | ")
                .append(text(Lengths.shortened(said, 200)))
                .append(" |\n");
    }

    private static void list(StringBuilder out, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.append("\n**").append(title).append("**\n\n");
            lines.forEach(line -> out.append("- ").append(text(line)).append('\n'));
        }
    }

    private static void details(StringBuilder out, Step step) {
        list(
                out,
                text(step.planned().id()) + ": locks",
                step.locks().stream().map(RunReport.Lock::told).toList());
        if (step.tables().isEmpty()) {
            return;
        }
        out.append("\n**")
                .append(text(step.planned().id()))
                .append("**: rows\n\n| table | before | after | |\n|---|---|---|---|\n");
        step.tables()
                .forEach(t -> out.append("| ")
                        .append(text(t.table()))
                        .append(" | ")
                        .append(text(t.before().orElse("–")))
                        .append(" | ")
                        .append(text(t.after().orElse("–")))
                        .append(" | ")
                        .append(text(t.said()))
                        .append(" |\n"));
    }

    /** Nothing in it is Markdown or HTML of its own. */
    static String text(String text) {
        return Markup.escaped(text.replaceAll("\\s+", " ")).replaceAll("([\\\\`*_{}\\[\\]()#+.!|~-])", "\\\\$1");
    }
}
