package dev.pgplaybook.report;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Json;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.report.RunReport.Step;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report for programs; docs/report.schema.json is its schema. */
public final class JsonReport {

    private JsonReport() {}

    public static String of(RunReport report) {
        return Json.document(data(report));
    }

    private static Map<String, @Nullable Object> data(RunReport report) {
        Event.RunStarted started = report.started();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("report", 1);
        data.put("run", report.id());
        data.put("title", started.title());
        data.put("playbook", started.playbook());
        data.put("checksum", started.checksum());
        data.put("target", started.target());
        data.put("rehearsal", started.rehearsal());
        data.put("replays", report.state().replays().orElse(null));
        data.put("by", report.by());
        data.put("began", report.state().at().toString());
        data.put("ended", report.state().last().toString());
        data.put("millis", report.took().toMillis());
        data.put("result", report.state().word());
        data.put("exit", report.state().result().map(r -> (Object) r.exit()).orElse(null));
        data.put("database", report.state().target().map(JsonReport::database).orElse(null));
        data.put("vouched", report.vouched().map(HtmlReport::vouched).orElse(null));
        data.put("differences", report.differences());
        data.put("schemas", report.schemas().stream().map(JsonReport::schema).toList());
        data.put("steps", report.steps().stream().map(JsonReport::step).toList());
        data.put("entries", report.head().entries());
        data.put("head", report.head().hash());
        return data;
    }

    private static Map<String, @Nullable Object> database(Event.TargetIdentified target) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", target.database());
        data.put("host", target.host());
        data.put("port", target.port());
        data.put("version", target.version());
        data.put("role", target.role());
        data.put("system", target.systemIdentifier());
        return data;
    }

    private static Map<String, @Nullable Object> schema(Event.SchemaSeen seen) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("moment", seen.moment());
        data.put("fingerprint", seen.fingerprint());
        data.put("facts", seen.facts());
        return data;
    }

    private static Map<String, @Nullable Object> step(Step step) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", step.planned().id());
        data.put("kind", step.planned().kind());
        data.put("title", step.planned().title());
        data.put("state", step.word());
        data.put("said", step.outcome().map(Outcome::said).orElse(null));
        data.put("reached", step.reached().map(Object::toString).orElse(null));
        data.put("millis", step.millis());
        data.put("problem", step.problem().map(JsonReport::problem).orElse(null));
        data.put("checks", step.checks().stream().map(JsonReport::check).toList());
        data.put("plan", step.plan().stream().map(line -> line.text()).toList());
        data.put(
                "answers",
                step.answers().stream()
                        .map(a -> Map.of("question", a.question(), "answer", a.answer()))
                        .toList());
        data.put(
                "statements",
                step.statements().stream().map(JsonReport::statement).toList());
        data.put("calls", step.calls().stream().map(JsonReport::call).toList());
        data.put("locks", step.locks().stream().map(JsonReport::lock).toList());
        data.put("rewrites", step.rewrites());
        data.put("tables", step.tables().stream().map(JsonReport::table).toList());
        data.put("notes", step.notes());
        return data;
    }

    private static Map<String, @Nullable Object> problem(Problem problem) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("code", problem.code().name());
        data.put("message", problem.message());
        data.put("hint", problem.hint().orElse(null));
        data.put("at", problem.at().map(Object::toString).orElse(null));
        return data;
    }

    private static Map<String, @Nullable Object> check(RunReport.Check check) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("before", check.before());
        data.put("id", check.finding().id());
        data.put("title", check.finding().title());
        data.put("verdict", check.finding().verdict().name().toLowerCase(Locale.ROOT));
        data.put("said", check.finding().said());
        return data;
    }

    private static Map<String, @Nullable Object> statement(RunReport.Statement statement) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("sql", statement.sql());
        data.put("at", statement.at().orElse(null));
        data.put("sent", statement.sent().toString());
        data.put("millis", statement.answered() ? (Object) statement.millis() : null);
        data.put("rows", statement.answered() ? (Object) statement.rows() : null);
        data.put("sqlState", statement.sqlState().orElse(null));
        return data;
    }

    private static Map<String, @Nullable Object> call(RunReport.Call call) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("what", call.what());
        data.put("standIn", call.standIn());
        data.put("millis", call.millis());
        data.put("result", call.result());
        return data;
    }

    private static Map<String, @Nullable Object> lock(RunReport.Lock lock) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("migration", lock.migration());
        data.put("relation", lock.relation());
        data.put("mode", lock.mode());
        data.put("statement", lock.statement());
        data.put("from", lock.from().toString());
        data.put("millis", lock.millis());
        return data;
    }

    private static Map<String, @Nullable Object> table(Event.TableCompared table) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("table", table.table());
        data.put("before", table.before().map(t -> (Object) Long.valueOf(t)).orElse(null));
        data.put("after", table.after().map(t -> (Object) Long.valueOf(t)).orElse(null));
        data.put("verdict", table.verdict().name().toLowerCase(Locale.ROOT));
        data.put("said", table.said());
        return data;
    }
}
