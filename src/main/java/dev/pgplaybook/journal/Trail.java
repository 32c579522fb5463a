package dev.pgplaybook.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the record knows of a step that was begun and did not come to a good end: where it may have taken effect, and whom to ask. All
 * attempts at the step count; what a part of it did on a sandbox of its own does not.
 *
 * @param since when it first began
 * @param backends the server's processes that worked for it, as {@link Event.Committing} names them
 * @param rows the history rows that it began
 * @param calls its actions by their number, each as it was last heard of
 * @param before what the tables held before its first attempt
 */
public record Trail(
        Instant since,
        Set<Backend> backends,
        Set<String> rows,
        Map<Integer, Call> calls,
        Optional<Event.Tallied> before) {

    public Trail {
        backends = Set.copyOf(backends);
        rows = Set.copyOf(rows);
        calls = Map.copyOf(calls);
    }

    /** A process of the server, with its start, since numbers are used again. */
    public record Backend(int pid, String startedAt) {}

    /**
     * An action that was begun.
     *
     * @param finished whether its end is recorded, which is behind its effect
     * @param committing the transaction whose COMMIT was next; empty text where that had written nothing
     */
    public record Call(String what, boolean finished, Optional<String> committing) {}

    /** The trail of one step; empty where it was never begun. */
    public static Optional<Trail> of(List<Entry> entries, String step) {
        Reading reading = new Reading(step);
        entries.forEach(reading::take);
        return reading.trail();
    }

    /** Goes through the record once. */
    private static final class Reading {
        private final String step;
        private final Set<Backend> backends = new LinkedHashSet<>();
        private final Set<String> rows = new LinkedHashSet<>();
        private final Map<Integer, Call> calls = new LinkedHashMap<>();
        private final List<Instant> starts = new ArrayList<>();
        private Optional<Event.Tallied> before = Optional.empty();
        private boolean inside;
        private int last;

        Reading(String step) {
            this.step = step;
        }

        void take(Entry entry) {
            Event event = entry.event();
            if (event instanceof Event.StepStarted e) {
                inside = e.step().equals(step);
                if (inside) {
                    starts.add(entry.time());
                }
            } else if (event instanceof Event.StepFinished || event instanceof Event.RunContinued) {
                inside = false;
            } else if (inside) {
                within(event);
            }
        }

        private void within(Event event) {
            if (event instanceof Event.Committing e && e.step().equals(step)) {
                backends.add(new Backend(e.pid(), e.backendStart()));
                calls.computeIfPresent(
                        last, (n, call) -> new Call(call.what(), call.finished(), Optional.of(e.transaction())));
            } else if (event instanceof Event.Tallied e && e.step().equals(step)) {
                before = before.or(() -> Optional.of(e));
            } else if (event instanceof Event.MigrationStarted e && e.step().equals(step)) {
                rows.add(e.row());
            } else if (event instanceof Event.CallStarted e && e.step().equals(step)) {
                last = e.number();
                calls.put(last, new Call(e.what(), false, Optional.empty()));
            } else if (event instanceof Event.CallFinished e && e.step().equals(step)) {
                calls.computeIfPresent(last, (n, call) -> new Call(call.what(), true, call.committing()));
            }
        }

        Optional<Trail> trail() {
            return starts.stream().findFirst().map(since -> new Trail(since, backends, rows, calls, before));
        }
    }
}
