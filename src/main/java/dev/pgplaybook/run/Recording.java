package dev.pgplaybook.run;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    public static Recording of(String run, List<Entry> entries) {
        Reading reading = new Reading();
        entries.forEach(entry -> reading.take(entry.event()));
        return new Recording(run, reading.steps());
    }

    /** Goes through the record once. */
    private static final class Reading {
        private final Map<String, Building> steps = new LinkedHashMap<>();
        private Optional<Building> current = Optional.empty();

        void take(Event event) {
            if (event instanceof Event.StepReached e) {
                current = Optional.of(new Building(e.step()));
                steps.put(e.step(), current.get());
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
        private String sending = "";
        private boolean standIn;
        private long millis;

        Building(String id) {
            this.id = id;
        }

        void take(Event event) {
            if (event instanceof Event.CallStarted e) {
                standIn = e.standIn();
            } else if (event instanceof Event.CallFinished) {
                standIn = false;
            } else if (event instanceof Event.StatementStarted e) {
                sending = e.sql();
            } else if (event instanceof Event.StatementFinished e && e.step().equals(id) && !standIn) {
                statements.add(new Statement(sending, e.millis(), e.rows(), e.sqlState(), Map.of()));
            } else if (event instanceof Event.Checked e) {
                findings.add(e.finding());
            } else if (event instanceof Event.SchemaSeen e) {
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
