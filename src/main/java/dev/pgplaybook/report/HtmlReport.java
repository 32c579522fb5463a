package dev.pgplaybook.report;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The report as one HTML file: it needs no network and no script, follows the reader's colour scheme, and prints. */
public final class HtmlReport {

    /** A tab and a search result show no more. */
    private static final int LONGEST_TITLE = 70;

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
        out.element(
                "title",
                Lengths.shortened(
                        report.state().word() + " · " + report.started().title(), LONGEST_TITLE));
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
        differences();
        schemas();
        out.open("section").element("h2", "Steps");
        for (int i = 0; i < report.steps().size(); i++) {
            new StepSection(out, report.steps().get(i)).write(i + 1);
        }
        out.close("section");
        foot();
        return out.close("main").close("body").close("html").toString();
    }

    private void head() {
        Event.RunStarted started = report.started();
        String word = report.state().word();
        out.open("header").element("p", report.what(), "class", "eyebrow");
        out.element("h1", started.title());
        out.open("p")
                .element("span", word, "class", "badge " + StepSection.kind(word))
                .text(" in " + Lengths.of(report.took().toMillis()));
        out.close("p").open("dl");
        fact("run", report.id());
        fact("playbook", started.playbook() + (started.file().isEmpty() ? "" : " · " + started.file()));
        report.state().replays().ifPresent(run -> fact("replays", run));
        fact("target", started.target());
        report.state()
                .target()
                .ifPresent(t -> fact(
                        "database",
                        t.database() + " on " + t.host() + ":" + t.port() + " · PostgreSQL " + t.version() + " · as "
                                + t.role()));
        fact("by", String.join(", ", report.by()));
        fact("began", Lengths.moment(report.state().at()));
        fact("ended", Lengths.moment(report.state().last()));
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

    /** What was not as the rehearsal had it; nothing where there was none to hold the run against. */
    private void differences() {
        if (report.vouched().isEmpty()) {
            return;
        }
        out.open("section").element("h2", "Differences from the rehearsal");
        List<String> differences = report.differences();
        if (differences.isEmpty()) {
            out.element("p", "None.", "class", "said");
        } else {
            out.open("ul");
            differences.forEach(text -> out.element("li", text));
            out.close("ul");
        }
        out.close("section");
    }

    private void schemas() {
        List<Finding> drift = report.drift();
        if (report.schemas().isEmpty() && drift.isEmpty()) {
            return;
        }
        out.open("section").element("h2", "Schema and drift");
        if (!report.schemas().isEmpty()) {
            out.table(
                    List.of("when", "fingerprint", "facts"),
                    report.schemas().stream()
                            .map(s -> List.of(s.moment(), s.fingerprint(), String.valueOf(s.facts())))
                            .toList());
        }
        StepSection.findings(out, drift);
        out.close("section");
    }

    private void foot() {
        out.open("footer").open("p").text(report.head().entries() + " lines of record; verify with ");
        out.element(
                "code",
                "pgplaybook runs verify " + report.id() + " --head "
                        + report.head().hash());
        out.close("p").close("footer");
    }

    private static String styleSheet() {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
