package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.step.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers a dry run as data while it is shown. */
record PlanDocument(Recorder screen, List<Event> events) implements Recorder {

    PlanDocument(Recorder screen) {
        this(screen, new ArrayList<>());
    }

    @Override
    public void record(Event event) {
        events.add(event);
        screen.record(event);
    }

    @Override
    public void sync() {}

    Map<String, @Nullable Object> data(Order order) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("playbook", order.playbook().name());
        data.put("target", order.target().name());
        data.put("steps", order.steps().stream().map(this::data).toList());
        return data;
    }

    private Map<String, @Nullable Object> data(Step step) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", step.id());
        data.put("kind", step.kind().word());
        data.put("title", step.title());
        data.put("undo", step.undo().orElse(null));
        data.put(
                "checks",
                events.stream()
                        .filter(e -> e instanceof Event.Checked c && c.step().equals(step.id()))
                        .map(e -> RunView.data(((Event.Checked) e).finding()))
                        .toList());
        events.stream()
                .filter(e -> e instanceof Event.Planned p && p.step().equals(step.id()))
                .map(e -> ((Event.Planned) e).plan())
                .forEach(plan -> {
                    data.put("changes", plan.changes());
                    data.put("destructive", plan.destructive());
                    data.put(
                            "plan",
                            plan.lines().stream().map(PlanDocument::data).toList());
                });
        return data;
    }

    private static Map<String, @Nullable Object> data(Plan.Line line) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("basis", line.basis().words());
        data.put("text", line.text().strip());
        data.put("detail", line.detail().orElse(null));
        data.put("at", line.at().orElse(null));
        return data;
    }
}
