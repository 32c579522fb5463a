package dev.pgplaybook.report;

import dev.pgplaybook.report.RunReport.Call;
import dev.pgplaybook.report.RunReport.Statement;
import dev.pgplaybook.report.RunReport.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A run over time as an SVG: a bar for each step, and in it its statements and calls. It scales with the page. */
final class Timeline {

    private static final int WIDTH = 800;
    private static final int LABELS = 190;
    private static final int ROW = 26;
    private static final int TOP = 24;
    private static final int LABEL_CHARACTERS = 24;

    /** More are drawn as one: nobody can tell ten thousand bars apart. */
    private static final int BARS = 400;

    private final RunReport report;
    private final Instant start;
    private final double millis;

    Timeline(RunReport report) {
        this.report = report;
        this.start = report.state().at();
        this.millis = Math.max(1, report.took().toMillis());
    }

    void into(Markup out) {
        List<Step> steps =
                report.steps().stream().filter(s -> s.reached().isPresent()).toList();
        if (steps.isEmpty()) {
            return;
        }
        int height = TOP + steps.size() * ROW + 6;
        out.open("figure").open("div", "class", "timeline");
        out.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "role",
                "img",
                "aria-label",
                "The steps over time; " + Lengths.of((long) millis) + " in all");
        axis(out, height);
        for (int i = 0; i < steps.size(); i++) {
            row(out, steps.get(i), TOP + i * ROW);
        }
        out.close("svg").close("div");
        out.element("figcaption", "Each bar is a step; the bars in it are its statements and calls.");
        out.close("figure");
    }

    private void axis(Markup out, int height) {
        for (int quarter = 0; quarter <= 4; quarter++) {
            double x = LABELS + (WIDTH - LABELS - 8) * quarter / 4.0;
            out.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    number(x),
                    "y1",
                    "18",
                    "x2",
                    number(x),
                    "y2",
                    String.valueOf(height));
            String anchor = quarter == 0 ? "start" : quarter == 4 ? "end" : "middle";
            out.element(
                    "text",
                    Lengths.of((long) (millis * quarter / 4)),
                    "class",
                    "tick",
                    "x",
                    number(x),
                    "y",
                    "12",
                    "text-anchor",
                    anchor);
        }
    }

    private void row(Markup out, Step step, int y) {
        Instant from = step.reached().orElseThrow();
        out.element(
                "text",
                Lengths.shortened(step.planned().id(), LABEL_CHARACTERS),
                "class",
                "label",
                "x",
                "0",
                "y",
                String.valueOf(y + 17));
        bar(out, "step " + step.word(), from, step.millis(), y + 4, 18);
        List<Statement> statements = step.statements();
        int every = 1 + statements.size() / BARS;
        for (int i = 0; i < statements.size(); i += every) {
            Statement statement = statements.get(i);
            // Recorded as they are answered where they travel together: then the answer's time is what is known.
            bar(
                    out,
                    statement.sqlState().isPresent() ? "sent bad" : "sent",
                    statement.sent(),
                    statement.millis(),
                    y + 8,
                    10);
        }
        for (Call call : step.calls()) {
            bar(out, "call", call.begun(), call.millis(), y + 8, 10);
        }
    }

    private void bar(Markup out, String kind, Instant from, long length, int y, int height) {
        double x = at(Duration.between(start, from).toMillis());
        double width = Math.max(1.5, at(Duration.between(start, from).toMillis() + length) - x);
        double fitting = Math.min(width, WIDTH - 8 - x + 1.5);
        out.empty(
                "rect",
                "class",
                kind,
                "x",
                number(x),
                "y",
                String.valueOf(y),
                "width",
                number(Math.max(1.5, fitting)),
                "height",
                String.valueOf(height),
                "rx",
                "2");
    }

    private double at(long offset) {
        return LABELS + (WIDTH - LABELS - 8) * Math.min(1, offset / millis);
    }

    private static String number(double value) {
        return String.format(java.util.Locale.ROOT, "%.1f", value);
    }
}
