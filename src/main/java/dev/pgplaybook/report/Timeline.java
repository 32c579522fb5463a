package dev.pgplaybook.report;

import dev.pgplaybook.report.RunReport.Call;
import dev.pgplaybook.report.RunReport.Lock;
import dev.pgplaybook.report.RunReport.Statement;
import dev.pgplaybook.report.RunReport.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A run over time as an SVG: a bar for each step, in it its statements and calls, and under it the strong locks that it held. It scales
 * with the page.
 */
final class Timeline {

    private static final int WIDTH = 800;
    private static final int LABELS = 190;
    private static final int RIGHT = 8;
    private static final int TOP = 24;
    private static final int STEP_ROW = 26;
    private static final int LOCK_ROW = 15;
    private static final int LABEL_CHARACTERS = 24;
    private static final int LOCK_CHARACTERS = 28;

    /** Narrower than this nobody sees a bar. */
    private static final double NARROWEST = 1.5;

    /** More are drawn as one: nobody can tell ten thousand bars apart. */
    private static final int BARS = 400;

    /** The longest of a step's locks; its section names them all. */
    private static final int LOCKS = 8;

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
            out.element("p", "No step was reached.", "class", "said");
            return;
        }
        int height = TOP + steps.stream().mapToInt(Timeline::height).sum() + 6;
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
        int y = TOP;
        for (Step step : steps) {
            row(out, step, y);
            y += height(step);
        }
        out.close("svg").close("div");
        boolean locks = steps.stream().anyMatch(step -> !step.locks().isEmpty());
        out.element(
                "figcaption",
                "Each bar is a step; the bars in it are its statements and calls"
                        + (locks ? ", those under it the strong locks that it held." : "."));
        out.close("figure");
    }

    private static int height(Step step) {
        return STEP_ROW + shown(step).size() * LOCK_ROW;
    }

    /** The longest, in the order in which they were asked for. */
    private static List<Lock> shown(Step step) {
        return step.locks().stream()
                .sorted(Comparator.comparing(Lock::millis).reversed())
                .limit(LOCKS)
                .sorted(Comparator.comparing(Lock::from).thenComparing(Lock::statement))
                .toList();
    }

    private void axis(Markup out, int height) {
        for (int quarter = 0; quarter <= 4; quarter++) {
            double x = LABELS + (WIDTH - LABELS - RIGHT) * quarter / 4.0;
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
        label(out, "label", Lengths.shortened(step.planned().id(), LABEL_CHARACTERS), 0, y + 17);
        bar(out, "step " + step.word(), step.reached().orElseThrow(), step.millis(), y + 4, 18);
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
        locks(out, shown(step), y + STEP_ROW);
    }

    private void locks(Markup out, List<Lock> locks, int top) {
        int y = top;
        for (Lock lock : locks) {
            label(out, "tick", Lengths.shortened(lock.relation(), LOCK_CHARACTERS), 10, y + 9);
            String kind = lock.mode().equals("ACCESS EXCLUSIVE") ? "lock full" : "lock";
            open(out, kind, lock.from(), lock.millis(), y + 1, 9);
            out.element("title", lock.told()).close("rect");
            y += LOCK_ROW;
        }
    }

    private static void label(Markup out, String kind, String text, int x, int y) {
        out.element("text", text, "class", kind, "x", String.valueOf(x), "y", String.valueOf(y));
    }

    private void bar(Markup out, String kind, Instant from, long length, int y, int height) {
        open(out, kind, from, length, y, height);
        out.close("rect");
    }

    private void open(Markup out, String kind, Instant from, long length, int y, int height) {
        double x = at(Duration.between(start, from).toMillis());
        double width = at(Duration.between(start, from).toMillis() + length) - x;
        double most = WIDTH - RIGHT - x + NARROWEST;
        out.open(
                "rect",
                "class",
                kind,
                "x",
                number(x),
                "y",
                String.valueOf(y),
                "width",
                number(Math.max(NARROWEST, Math.min(width, most))),
                "height",
                String.valueOf(height),
                "rx",
                "2");
    }

    private double at(long offset) {
        return LABELS + (WIDTH - LABELS - RIGHT) * Math.max(0, Math.min(1, offset / millis));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
