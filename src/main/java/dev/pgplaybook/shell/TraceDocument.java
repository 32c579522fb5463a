package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.journal.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The traces of a walk as data, gathered beside the screen. */
final class TraceDocument implements Recorder {

    private final Recorder screen;
    private final List<Map<String, @Nullable Object>> migrations = new ArrayList<>();
    private List<Map<String, @Nullable Object>> statements = new ArrayList<>();
    private Event.StatementStarted started = new Event.StatementStarted("", "", java.util.Optional.empty());
    private boolean errors;

    TraceDocument(Recorder screen) {
        this.screen = screen;
    }

    @Override
    public void record(Event event) {
        if (event instanceof Event.StatementStarted e) {
            started = e;
        } else if (event instanceof Event.StatementFinished e) {
            e.trace().ifPresent(trace -> statements.add(data(e, trace)));
        } else if (event instanceof Event.MigrationTraced e) {
            migrations.add(data(e));
            statements = new ArrayList<>();
            errors |= e.remarks().stream().anyMatch(remark -> remark.severity() == Trace.Severity.ERROR);
        }
        screen.record(event);
    }

    @Override
    public void sync() {}

    /** Whether something was seen that should have been foreseen. */
    boolean hasErrors() {
        return errors;
    }

    List<Map<String, @Nullable Object>> data() {
        return migrations;
    }

    private Map<String, @Nullable Object> data(Event.StatementFinished finished, Trace trace) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("statement", trace.number());
        data.put("sql", started.sql());
        data.put("at", started.at().orElse(null));
        data.put("millis", finished.millis());
        data.put("rows", finished.rows());
        data.put("locks", trace.locks().stream().map(TraceDocument::data).toList());
        data.put("rewrites", trace.rewrites());
        data.put("made", trace.made());
        data.put("dropped", trace.dropped());
        data.put("left", trace.left());
        data.put("walBytes", trace.walBytes());
        data.put("temporaryBytes", trace.temporaryBytes());
        data.put("verdict", word(trace.verdict()));
        data.put("remarks", trace.remarks().stream().map(TraceDocument::data).toList());
        return data;
    }

    private Map<String, @Nullable Object> data(Event.MigrationTraced traced) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("migration", traced.migration());
        data.put("checksum", traced.checksum());
        data.put("millis", traced.millis());
        data.put("statements", statements);
        data.put("held", traced.held().stream().map(TraceDocument::data).toList());
        data.put("rewrites", traced.rewrites());
        data.put("remarks", traced.remarks().stream().map(TraceDocument::data).toList());
        data.put("probed", traced.probed());
        data.put("stalls", traced.stalls().stream().map(TraceDocument::data).toList());
        return data;
    }

    private static Map<String, @Nullable Object> data(Trace.Lock lock) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("relation", lock.relation());
        data.put("role", lock.role());
        data.put("mode", lock.mode());
        data.put("waited", lock.waited());
        return data;
    }

    private static Map<String, @Nullable Object> data(Trace.Remark remark) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("rule", remark.rule());
        data.put("severity", word(remark.severity()));
        data.put("text", remark.text());
        return data;
    }

    private static Map<String, @Nullable Object> data(Event.Held held) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("relation", held.relation());
        data.put("mode", held.mode());
        data.put("statement", held.statement());
        data.put("millis", held.millis());
        return data;
    }

    private static Map<String, @Nullable Object> data(Event.Stall stall) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("relation", stall.relation());
        data.put("who", stall.who());
        data.put("statement", stall.statement());
        data.put("at", stall.at());
        data.put("longestMillis", stall.longestMillis());
        data.put("totalMillis", stall.totalMillis());
        data.put("cause", stall.cause());
        data.put("causeRows", stall.causeRows());
        data.put("growsWithRows", stall.grows());
        data.put("fails", stall.fails().orElse(null));
        return data;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
