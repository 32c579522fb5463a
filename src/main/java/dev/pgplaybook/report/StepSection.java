package dev.pgplaybook.report;

import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Finding.Verdict;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.report.RunReport.Statement;
import dev.pgplaybook.report.RunReport.Step;
import java.util.List;

/** What an HTML report says of one step, in the order in which things happened; what is long is folded. */
record StepSection(Markup out, Step step) {

    void write(int number) {
        out.open("article").open("h3").text(number + " " + step.planned().id() + " ");
        out.element("span", step.word(), "class", "badge " + kind(step.word())).close("h3");
        if (!step.planned().title().equals(step.planned().id())) {
            out.element("p", step.planned().title(), "class", "title");
        }
        String took = step.millis() == 0 ? "" : " · " + Lengths.of(step.millis());
        out.element(
                "p",
                step.planned().kind() + step.outcome().map(o -> " · " + said(o)).orElse("") + took,
                "class",
                "said");
        step.problem().ifPresent(problem -> {
            out.open("div", "class", "problem")
                    .element("strong", problem.code().name())
                    .text(" " + problem.message());
            problem.at().ifPresent(at -> out.element("div", at.toString(), "class", "at"));
            problem.hint().ifPresent(hint -> out.element("div", hint, "class", "hint"));
            out.close("div");
        });
        checks("Checks before", true);
        plan();
        list(
                "Answers",
                step.answers().stream()
                        .map(a -> a.question() + " " + a.answer())
                        .toList());
        list("Calls", step.calls().stream().map(StepSection::told).toList());
        statements();
        list("Locks", step.locks().stream().map(RunReport.Lock::told).toList());
        list("Rewritten", step.rewrites());
        checks("Checks behind", false);
        tables();
        list("Notes", step.notes());
        out.close("article");
    }

    private static String said(Outcome outcome) {
        return outcome instanceof Outcome.Failed ? "failed" : outcome.said();
    }

    static String told(RunReport.Call call) {
        return (call.standIn() ? "stand-in for " : "") + call.what() + ": " + call.result() + ", "
                + Lengths.of(call.millis());
    }

    private void checks(String title, boolean before) {
        List<Finding> findings = step.checks().stream()
                .filter(check -> check.before() == before)
                .map(RunReport.Check::finding)
                .toList();
        if (!findings.isEmpty()) {
            out.element("h4", title);
            findings(out, findings);
        }
    }

    static void findings(Markup out, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        out.open("ul", "class", "checks");
        for (Finding finding : findings) {
            Verdict verdict = finding.verdict();
            String sign = verdict == Verdict.PASSED ? "✔" : verdict == Verdict.WARNED ? "!" : "✘";
            out.open("li", "class", verdict.word()).element("span", sign, "class", "sign");
            out.text(finding.title() + ": " + finding.said()).close("li");
        }
        out.close("ul");
    }

    private void plan() {
        if (step.plan().isEmpty()) {
            return;
        }
        out.open("details")
                .element("summary", "Plan, " + step.plan().size() + " lines")
                .open("ol");
        step.plan()
                .forEach(line -> out.open("li")
                        .text(line.text() + " ")
                        .element("span", line.basis().words(), "class", "basis")
                        .close("li"));
        out.close("ol").close("details");
    }

    private void list(String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.element("h4", title).open("ul");
        lines.forEach(line -> out.element("li", line));
        out.close("ul");
    }

    private void statements() {
        List<Statement> statements = step.statements();
        if (statements.isEmpty()) {
            return;
        }
        out.open("details")
                .element("summary", "Statements, " + statements.size())
                .open("ol", "class", "statements");
        for (Statement statement : statements) {
            out.open("li").element("pre", statement.sql().strip());
            String answer = statement.answered()
                    ? Lengths.of(statement.millis()) + ", " + statement.rows() + " rows"
                    : "no answer is on record";
            out.element("p", answer + statement.at().map(at -> " · " + at).orElse(""), "class", "said");
            statement
                    .sqlState()
                    .ifPresent(code ->
                            out.element("p", code + " " + statement.message().orElse(""), "class", "problem"));
            out.close("li");
        }
        out.close("ol").close("details");
    }

    private void tables() {
        if (step.tables().isEmpty()) {
            return;
        }
        out.element("h4", "Rows");
        out.table(
                List.of("table", "before", "after", ""),
                step.tables().stream()
                        .map(t -> List.of(
                                t.table(), t.before().orElse("–"), t.after().orElse("–"), t.said()))
                        .toList());
    }

    static String kind(String word) {
        return switch (word) {
            case "passed", "done" -> "good";
            case "failed", "unknown", "interrupted", "cut off" -> "bad";
            default -> "open";
        };
    }
}
