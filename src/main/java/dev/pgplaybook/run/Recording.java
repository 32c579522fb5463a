package dev.pgplaybook.run;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.playbook.StepKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was observed in a run that is over, step by step: what another walk of the same playbook is held against. Of a step that was taken
 * several times, its last time counts; what served in a real call's place was another thing, and does not.
 *
 * @param run its id
 */
public record Recording(String run, Map<String, Step> steps) {

    /** What was observed in a step. */
    public record Step(
            String id,
            Optional<Outcome> outcome,
            long millis,
            List<Statement> statements,
            List<Finding> findings,
            Optional<String> fingerprint) {}

    /**
     * A statement that the step sent.
     *
     * @param observed whatever else was observed of it, such as locks, by name
     */
    public record Statement(
            String sql, long millis, long rows, Optional<String> sqlState, Map<String, String> observed) {

        boolean failed() {
            return sqlState.isPresent();
        }
    }

    /** What a trace saw of a statement, as it is held against another's; nothing where nobody looked. */
    public static Map<String, String> observed(Optional<Trace> trace) {
        Map<String, String> observed = new LinkedHashMap<>();
        trace.ifPresent(seen -> {
            observed.put(
                    "locks",
                    seen.locks().stream()
                            .map(lock -> lock.mode() + " on " + lock.relation())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", ")));
            observed.put("rewrites", seen.rewrites().stream().sorted().collect(Collectors.joining(", ")));
        });
        return observed;
    }

    public static Recording of(String run, List<Entry> entries) {
        Reading reading = new Reading();
        entries.forEach(entry -> reading.take(entry.event()));
        return new Recording(run, reading.steps());
    }

    /** Goes through the record once. */
    private static final class Reading {
        private final Map<String, Building> steps = new LinkedHashMap<>();
        private Optional<Building> current = Optional.empty();

        /** Steps that work on a sandbox of their own: their statements are none of the target's. */
        private final Set<String> elsewhere = new HashSet<>();

        void take(Event event) {
            if (event instanceof Event.RunStarted e) {
                e.steps().stream()
                        .filter(step -> step.kind().equals(StepKind.VALIDATE.word()))
                        .forEach(step -> elsewhere.add(step.id()));
            }
            if (event instanceof Event.StepReached e) {
                current = Optional.of(new Building(e.step(), elsewhere.contains(e.step())));
                steps.put(e.step(), current.get());
            } else if (current.isEmpty() && event instanceof Event.StepFinished e) {
                // It was left out without being reached again.
                steps.computeIfAbsent(e.step(), id -> new Building(id, elsewhere.contains(id)))
                        .take(e);
            } else {
                current.ifPresent(step -> step.take(event));
            }
            if (event instanceof Event.StepFinished) {
                current = Optional.empty();
            }
        }

        Map<String, Step> steps() {
            Map<String, Step> built = new LinkedHashMap<>();
            steps.forEach((id, step) -> built.put(id, step.built()));
            return built;
        }
    }

    private static final class Building {
        private final String id;
        private final List<Statement> statements = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private Optional<Outcome> outcome = Optional.empty();
        private Optional<String> fingerprint = Optional.empty();
        private final boolean elsewhere;
        private String sending = "";
        private boolean standIn;
        private long millis;

        Building(String id, boolean elsewhere) {
            this.id = id;
            this.elsewhere = elsewhere;
        }

        void take(Event event) {
            if (event instanceof Event.CallStarted e) {
                standIn = e.standIn();
            } else if (event instanceof Event.CallFinished) {
                standIn = false;
            } else if (event instanceof Event.StatementStarted e) {
                sending = e.sql();
            } else if (event instanceof Event.StatementFinished e && e.step().equals(id) && !standIn && !elsewhere) {
                statements.add(new Statement(sending, e.millis(), e.rows(), e.sqlState(), observed(e.trace())));
            } else if (event instanceof Event.Checked e) {
                findings.add(e.finding());
            } else if (event instanceof Event.SchemaSeen e && !elsewhere) {
                fingerprint = Optional.of(e.fingerprint());
            } else if (event instanceof Event.StepFinished e) {
                outcome = Optional.of(e.outcome());
                millis = e.millis();
            }
        }

        Step built() {
            return new Step(id, outcome, millis, List.copyOf(statements), List.copyOf(findings), fingerprint);
        }
    }
}
