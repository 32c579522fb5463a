package dev.pgplaybook.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run has come to: a fold over its journal, and nothing else.
 *
 * @param target as identified when the run last began or went on
 * @param replays the run that it walks again, where it is a replay
 * @param result how it ended; absent while it is under way, stopped or was cut off
 * @param paused why it stopped before its end, where it said so
 */
public record RunState(
        Event.RunStarted started,
        Optional<String> replays,
        Instant at,
        Instant last,
        Optional<Event.TargetIdentified> target,
        Map<String, StepState> steps,
        Optional<Event.RunFinished> result,
        Optional<String> paused) {

    private static final Set<String> FOLDED = Stream.of(
                    Event.RunStarted.class,
                    Event.Replayed.class,
                    Event.TargetIdentified.class,
                    Event.PlaybookChanged.class,
                    Event.StepStarted.class,
                    Event.StepFinished.class,
                    Event.RunContinued.class,
                    Event.RunPaused.class,
                    Event.RunFinished.class)
            .map(RecordJson::tag)
            .collect(Collectors.toUnmodifiableSet());

    /** Folds a journal; there is no state where the process was killed before it recorded the run's start. */
    public static Optional<RunState> find(List<Entry> entries) {
        Optional<RunState> state = Optional.empty();
        for (Entry entry : entries) {
            state = after(state, entry);
        }
        return state;
    }

    /**
     * Folds the journal of a run that is known to have begun.
     *
     * @throws IllegalArgumentException where it does not begin with a run's start
     */
    public static RunState of(List<Entry> entries) {
        return find(entries).orElseThrow(() -> new IllegalArgumentException("a journal begins with its run's start"));
    }

    /** The state behind one more entry; there is none before a run's start. */
    static Optional<RunState> after(Optional<RunState> before, Entry entry) {
        return before.map(state -> state.after(entry)).or(() -> begun(entry));
    }

    /** Whether an event of that type leaves the state as it is, but for its time. */
    static boolean ignores(String type) {
        return !FOLDED.contains(type);
    }

    private static Optional<RunState> begun(Entry entry) {
        if (!(entry.event() instanceof Event.RunStarted started)) {
            return Optional.empty();
        }
        Map<String, StepState> steps = new LinkedHashMap<>();
        started.steps().forEach(step -> steps.put(step.id(), StepState.waiting(step)));
        return Optional.of(new RunState(
                started,
                Optional.empty(),
                entry.time(),
                entry.time(),
                Optional.empty(),
                steps,
                Optional.empty(),
                Optional.empty()));
    }

    private RunState after(Entry entry) {
        Event event = entry.event();
        boolean goesOn = event instanceof Event.RunContinued;
        return new RunState(
                started,
                event instanceof Event.Replayed e ? Optional.of(e.run()) : replays,
                at,
                entry.time(),
                event instanceof Event.TargetIdentified e ? Optional.of(e) : target,
                stepsAfter(event),
                event instanceof Event.RunFinished e ? Optional.of(e) : goesOn ? Optional.empty() : result,
                event instanceof Event.RunPaused e ? Optional.of(e.reason()) : goesOn ? Optional.empty() : paused);
    }

    private Map<String, StepState> stepsAfter(Event event) {
        if (event instanceof Event.PlaybookChanged e) {
            Map<String, StepState> next = new LinkedHashMap<>();
            e.steps().forEach(step -> next.put(step.id(), steps.getOrDefault(step.id(), StepState.waiting(step))));
            return next;
        }
        if (event instanceof Event.StepStarted e) {
            return with(e.step(), StepState::begun);
        }
        return event instanceof Event.StepFinished e
                ? with(e.step(), step -> step.ended(e.outcome(), Duration.ofMillis(e.millis())))
                : steps;
    }

    private Map<String, StepState> with(String id, UnaryOperator<StepState> change) {
        Map<String, StepState> next = new LinkedHashMap<>(steps);
        next.computeIfPresent(id, (same, step) -> change.apply(step));
        return next;
    }

    /** The first step that has not come to an end that lets the run go on. */
    public Optional<StepState> next() {
        return steps.values().stream()
                .filter(step -> !step.outcome().map(Outcome::goesOn).orElse(false))
                .findFirst();
    }

    /** One word: passed, failed, declined, stopped, or cut off where the journal just ends. */
    public String word() {
        return result.map(Event.RunFinished::result).orElse(paused.isPresent() ? "stopped" : "cut off");
    }

    /** What was walked, in a word. */
    public String what() {
        return replays.isPresent() ? "replay" : started.rehearsal() ? "rehearsal" : "run";
    }

    /** Whether it is a rehearsal that passed, as a protected target asks for. */
    public boolean mayVouch() {
        return started.rehearsal() && word().equals("passed");
    }

    /** Whether it can go on at all: not where its sandbox is gone, it was one command, or it is held against another run from its start. */
    public boolean canGoOn() {
        return !started.sandbox() && !started.file().isEmpty() && replays.isEmpty();
    }

    public Duration took() {
        return Duration.between(at, last);
    }

    /** The steps as the run came to plan them. */
    public List<Event.PlannedStep> planned() {
        return steps.values().stream()
                .map(step -> new Event.PlannedStep(step.id(), step.kind(), step.title()))
                .toList();
    }

    public List<StepState> stepList() {
        return new ArrayList<>(steps.values());
    }

    /**
     * What one step has come to.
     *
     * @param started whether its first change may have been made; without an outcome its end is unknown
     */
    public record StepState(
            String id, String kind, String title, boolean started, Optional<Outcome> outcome, Duration took) {

        static StepState waiting(Event.PlannedStep step) {
            return new StepState(step.id(), step.kind(), step.title(), false, Optional.empty(), Duration.ZERO);
        }

        StepState begun() {
            return new StepState(id, kind, title, true, Optional.empty(), Duration.ZERO);
        }

        StepState ended(Outcome how, Duration after) {
            return new StepState(id, kind, title, started, Optional.of(how), after);
        }

        /** One word: waiting, unknown (it was started, and no end is recorded), or its outcome. */
        public String word() {
            return outcome.map(Outcome::word).orElse(started ? "unknown" : "waiting");
        }
    }
}
