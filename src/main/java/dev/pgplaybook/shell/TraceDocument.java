package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.rules.Rules;
import dev.pgplaybook.trace.Budget;
import dev.pgplaybook.trace.TraceHazards;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The traces of a walk as data, gathered beside the screen. */
final class TraceDocument implements Recorder {

    private static final Set<Observed.Kind> SHOWN = EnumSet.of(
            Observed.Kind.UNPREDICTED_LOCK,
            Observed.Kind.UNPREDICTED_REWRITE,
            Observed.Kind.NOT_OBSERVED,
            Observed.Kind.LEFT_HALF_DONE);

    private final Recorder screen;
    private final List<Map<String, @Nullable Object>> migrations = new ArrayList<>();
    private List<Map<String, @Nullable Object>> statements = new ArrayList<>();
    private Event.StatementStarted started = new Event.StatementStarted("", "", Optional.empty());
    private final List<Trace> traces = new ArrayList<>();
    private final MigrationFolder folder;
    private final TraceHazards hazards;
    private Optional<Script> last = Optional.empty();
    private boolean errors;

    /** @param folder whose scripts run */
    TraceDocument(Recorder screen, MigrationFolder folder, Budget budget) {
        this.screen = screen;
        this.folder = folder;
        this.hazards = new TraceHazards(budget);
    }

    @Override
    public void record(Event event) {
        if (event instanceof Event.StatementStarted e) {
            started = e;
        } else if (event instanceof Event.StatementFinished e) {
            e.trace().ifPresent(trace -> {
                statements.add(data(e, trace));
                traces.add(trace);
            });
        } else if (event instanceof Event.MigrationTraced e) {
            migrations.add(data(e));
            statements = new ArrayList<>();
            last = folder.find(e.migration()).map(Migration::script);
            last.ifPresent(script -> hazards.add(e, traces, script));
            traces.clear();
            errors |= e.remarks().stream().anyMatch(remark -> remark.severity() == Trace.Severity.ERROR);
        }
        if (event instanceof Event.Checked checked
                && checked.finding().id().endsWith(".schema")
                && checked.finding().verdict() == Finding.Verdict.FAILED) {
            last.ifPresent(
                    script -> hazards.otherSchema(script, checked.finding().said()));
        }
        screen.record(event);
    }

    /** What is worse than the budget, or shows in all of them together; a statement's own remarks are shown with it. */
    List<Observed> overBudget() {
        return hazards.all().stream()
                .filter(observed -> !SHOWN.contains(observed.kind()))
                .toList();
    }

    static Rule rule(Observed observed) {
        return Rules.find(observed.kind().rule()).orElseThrow();
    }

    @Override
    public void sync() {}

    /** Whether something was seen that should have been foreseen. */
    boolean hasErrors() {
        return errors
                || overBudget().stream()
                        .anyMatch(observed -> rule(observed).severity() == dev.pgplaybook.sql.hazard.Severity.ERROR);
    }

    List<Map<String, @Nullable Object>> data() {
        return migrations;
    }

    List<Map<String, @Nullable Object>> hazardData() {
        return overBudget().stream().map(TraceDocument::data).toList();
    }

    private static Map<String, @Nullable Object> data(Observed observed) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("rule", observed.kind().rule());
        data.put("severity", rule(observed).severity().word());
        data.put("at", observed.at().toString());
        data.put("relation", observed.relation());
        data.put("said", observed.said());
        return data;
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
