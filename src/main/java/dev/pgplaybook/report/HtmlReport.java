package dev.pgplaybook.report;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding.Verdict;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.report.RunReport.Check;
import dev.pgplaybook.report.RunReport.Statement;
import dev.pgplaybook.report.RunReport.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The report as one HTML file: it needs no network and no script, follows the reader's colour scheme, and prints. */
public final class HtmlReport {

    private final RunReport report;
    private final Markup out = new Markup();

    private HtmlReport(RunReport report) {
        this.report = report;
    }

    public static String of(RunReport report) {
        return new HtmlReport(report).page();
    }

    private String page() {
        out.own("<!DOCTYPE html>\n").open("html", "lang", "en").open("head").own("<meta charset=\"utf-8\">");
        out.own("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        out.own("<meta name=\"color-scheme\" content=\"light dark\">");
        out.element("title", report.started().title() + " · " + report.id());
        out.open("style")
                .own(styleSheet())
                .close("style")
                .close("head")
                .open("body")
                .open("main");
        head();
        out.open("section").element("h2", "Timeline");
        new Timeline(report).into(out);
        out.close("section");
        schemas();
        out.open("section").element("h2", "Steps");
        for (int i = 0; i < report.steps().size(); i++) {
            step(i + 1, report.steps().get(i));
        }
        out.close("section");
        foot();
        return out.close("main").close("body").close("html").toString();
    }

    private void head() {
        Event.RunStarted started = report.started();
        String word = report.state().word();
        out.open("header").element("p", started.rehearsal() ? "Rehearsal" : "Run", "class", "eyebrow");
        out.element("h1", started.title());
        out.open("p")
                .element("span", word, "class", "badge " + kind(word))
                .text(" in " + Lengths.of(report.took().toMillis()));
        out.close("p").open("dl");
        fact("run", report.id());
        fact("playbook", started.playbook() + (started.file().isEmpty() ? "" : " · " + started.file()));
        fact("target", started.target());
        report.state()
                .target()
                .ifPresent(t -> fact(
                        "database",
                        t.database() + " on " + t.host() + ":" + t.port() + " · PostgreSQL " + t.version() + " · as "
                                + t.role()));
        fact("by", String.join(", ", report.by()));
        fact("began", report.state().at().toString());
        fact("ended", report.state().last().toString());
        report.vouched().ifPresent(event -> fact("rehearsal", vouched(event)));
        fact("head of the record", report.head().hash());
        out.close("dl");
        report.general().forEach(text -> out.element("p", text, "class", "note"));
        out.close("header");
    }

    static String vouched(Event event) {
        if (event instanceof Event.Vouched e) {
            return e.rehearsal()
                    + (e.accepted().isEmpty() ? ", no difference" : "; accepted: " + String.join("; ", e.accepted()));
        }
        Event.Unrehearsed e = (Event.Unrehearsed) event;
        return "none: " + e.reason() + " (" + String.join("; ", e.differences()) + ")";
    }

    private void fact(String name, String value) {
        out.element("dt", name).element("dd", value);
    }

    private void schemas() {
        if (report.schemas().isEmpty()) {
            return;
        }
        out.open("section").element("h2", "Schema").open("div", "class", "wide").open("table");
        row("th", "when", "fingerprint", "facts");
        report.schemas().forEach(s -> row("td", s.moment(), s.fingerprint(), String.valueOf(s.facts())));
        out.close("table").close("div").close("section");
    }

    private void row(String cell, String... texts) {
        out.open("tr");
        for (String text : texts) {
            out.element(cell, text);
        }
        out.close("tr");
    }

    private void step(int number, Step step) {
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
        checks("Checks before", step.checks().stream().filter(Check::before).toList());
        plan(step);
        list(
                "Answers",
                step.answers().stream()
                        .map(a -> a.question() + " " + a.answer())
                        .toList());
        list("Calls", step.calls().stream().map(HtmlReport::told).toList());
        statements(step.statements());
        checks("Checks behind", step.checks().stream().filter(c -> !c.before()).toList());
        tables(step);
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

    private void checks(String title, List<Check> checks) {
        if (checks.isEmpty()) {
            return;
        }
        out.element("h4", title).open("ul", "class", "checks");
        for (Check check : checks) {
            Verdict verdict = check.finding().verdict();
            String sign = verdict == Verdict.PASSED ? "✔" : verdict == Verdict.WARNED ? "!" : "✘";
            out.open("li", "class", verdict.word()).element("span", sign, "class", "sign");
            out.text(" " + check.finding().title() + ": " + check.finding().said())
                    .close("li");
        }
        out.close("ul");
    }

    private void plan(Step step) {
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

    private void statements(List<Statement> statements) {
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

    private void tables(Step step) {
        if (step.tables().isEmpty()) {
            return;
        }
        out.element("h4", "Rows").open("div", "class", "wide").open("table");
        row("th", "table", "before", "after", "");
        step.tables()
                .forEach(t ->
                        row("td", t.table(), t.before().orElse("?"), t.after().orElse("?"), t.said()));
        out.close("table").close("div");
    }

    private void foot() {
        out.open("footer").open("p").text(report.head().entries() + " lines of record; verify with ");
        out.element(
                "code",
                "pgplaybook runs verify " + report.id() + " --head "
                        + report.head().hash());
        out.close("p").close("footer");
    }

    private static String kind(String word) {
        return switch (word) {
            case "passed", "done" -> "good";
            case "failed", "unknown", "interrupted", "cut off" -> "bad";
            default -> "open";
        };
    }

    private static String styleSheet() {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
