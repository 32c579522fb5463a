package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.journal.Trace.Severity;
import dev.pgplaybook.lock.LockMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How traces are shown: a migration in a few lines, and its statements one by one where that is asked for.
 *
 * @param eachStatement whether it is
 */
record TraceView(Console console, StallWords words, boolean eachStatement) {

    private static final int WIDTH = 100;

    /** @param sql the statement, as it was sent */
    void statement(String sql, Event.StatementFinished finished, Trace trace) {
        if (!eachStatement) {
            return;
        }
        Style style = console.style();
        console.line(String.format(Locale.ROOT, "  %3d  ", trace.number()) + oneLine(sql));
        List<String> measures = new ArrayList<>();
        measures.add(WalkScreen.took(finished.millis()));
        if (finished.rows() > 0) {
            measures.add(
                    String.format(Locale.ROOT, "%,d", finished.rows()) + (finished.rows() == 1 ? " row" : " rows"));
        }
        measures.add("WAL " + bytes(trace.walBytes()));
        if (trace.temporaryBytes() > 0) {
            measures.add("temporary files " + bytes(trace.temporaryBytes()));
        }
        said("", style.dim(String.join(" · ", measures)));
        said("locks ", locks(trace));
        said("rewrites ", String.join(", ", trace.rewrites()));
        said("makes ", String.join(", ", trace.made()));
        said("drops ", String.join(", ", trace.dropped()));
        switch (trace.verdict()) {
            case CONFIRMED -> {}
            case UNKNOWN ->
                said("", style.dim("nothing is foreseen of such a statement; what is seen is what is known"));
            case NOT_OBSERVED, UNPREDICTED -> {}
        }
        trace.remarks()
                .forEach(remark -> said("", sign(remark.severity()) + " " + remark.rule() + " " + remark.text()));
    }

    void migration(Event.MigrationTraced trace) {
        Style style = console.style();
        if (!trace.held().isEmpty()) {
            console.line("  " + style.point() + " held    "
                    + trace.held().stream().map(TraceView::held).collect(Collectors.joining(", ")));
        }
        if (!trace.rewrites().isEmpty()) {
            console.line("  " + style.point() + " rewrote " + String.join(", ", trace.rewrites()));
        }
        trace.remarks().stream()
                .filter(remark -> remark.severity() != Severity.INFORMATION)
                .forEach(remark ->
                        console.line("  " + sign(remark.severity()) + " " + remark.rule() + "    " + remark.text()));
        words.of(trace.stalls()).forEach(line -> console.line("  " + style.warning() + " stall   " + line));
        if (trace.probed() && trace.stalls().isEmpty()) {
            console.line("  " + style.good() + " stall   nobody who read or wrote its tables was stopped for 50 ms");
        }
    }

    private static String held(Event.Held held) {
        return held.mode() + " on " + held.relation() + " for " + WalkScreen.took(held.millis()) + " from statement "
                + held.statement();
    }

    /** The strong ones; what only keeps other DDL and VACUUM waiting is for the record. */
    private static String locks(Trace trace) {
        return trace.locks().stream()
                .filter(lock -> !lock.role().equals("index"))
                .filter(lock -> LockMode.of(lock.mode()).compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0)
                .map(lock -> lock.relation() + " " + lock.mode() + (lock.waited() ? " (after a wait)" : ""))
                .collect(Collectors.joining(", "));
    }

    private void said(String what, String text) {
        if (!text.isEmpty()) {
            console.line("       " + what + text);
        }
    }

    private String sign(Severity severity) {
        return switch (severity) {
            case ERROR -> console.style().bad();
            case WARNING -> console.style().warning();
            case INFORMATION -> console.style().point();
        };
    }

    private static String oneLine(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }

    private static String bytes(long bytes) {
        return bytes < 10_000
                ? bytes + " bytes"
                : bytes < 10_000_000 ? bytes / 1_000 + " kB" : bytes / 1_000_000 + " MB";
    }
}
