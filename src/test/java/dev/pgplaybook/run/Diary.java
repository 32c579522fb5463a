package dev.pgplaybook.run;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps the order in which things happen: events, syncs, and what runners add. */
final class Diary implements Recorder {

    final List<String> lines = new ArrayList<>();
    final List<Event> events = new ArrayList<>();

    @Override
    public void record(Event event) {
        events.add(event);
        lines.add(event.getClass().getSimpleName());
    }

    @Override
    public void sync() {
        lines.add("sync");
    }

    Event.RunFinished end() {
        return events.stream()
                .filter(Event.RunFinished.class::isInstance)
                .map(Event.RunFinished.class::cast)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("the run has no recorded end: " + events));
    }

    Outcome outcome() {
        return events.stream()
                .filter(Event.StepFinished.class::isInstance)
                .map(event -> ((Event.StepFinished) event).outcome())
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("no step has ended: " + events));
    }

    static Step step(String id) {
        return step(id, new Work.Deploy(Optional.empty(), Optional.empty()));
    }

    static Step step(String id, Work work) {
        Location place = new Location(Path.of("playbook.yaml"), 7, 5);
        return new Step(id, id, work, List.of(), List.of(), Optional.empty(), Optional.empty(), Limits.DEFAULTS, place);
    }

    static Proposal.Stake stake(boolean guarded) {
        return new Proposal.Stake("production", "app on db.example.com:5432", "app", guarded, false);
    }
}
