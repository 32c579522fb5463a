package dev.pgplaybook.report;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Head;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run was, in the order in which a reader asks: what, by whom, where, how it ended, and then step by step.
 *
 * @param by everybody who walked it
 * @param vouched what vouches for it, or why nothing does; empty where nothing had to
 * @param schemas fingerprints, by when they were taken
 * @param general what was asked and noted outside every step
 */
public record RunReport(
        String id,
        RunState state,
        Head head,
        List<String> by,
        Optional<Event> vouched,
        List<Event.SchemaSeen> schemas,
        List<String> general,
        List<Step> steps) {

    /** So the engine notes what took longer than in the rehearsal. */
    private static final String SLOWER = "slower: ";

    /** The endings of those checks' ids. */
    private static final List<String> DRIFT = List.of(".drift", ".schema");

    /** A step, each time it was taken: a retry comes behind what was tried before. */
    public record Step(
            Event.PlannedStep planned,
            Optional<Instant> reached,
            Optional<Outcome> outcome,
            long millis,
            List<Check> checks,
            List<Plan.Line> plan,
            List<Answer> answers,
            List<Statement> statements,
            List<Call> calls,
            List<Lock> locks,
            List<String> rewrites,
            List<String> notes,
            List<Event.TableCompared> tables) {

        /** One word, as the record has it. */
        public String word() {
            return outcome.map(Outcome::word).orElse(reached.isPresent() ? "unknown" : "waiting");
        }

        public Optional<Problem> problem() {
            return outcome.filter(Outcome.Failed.class::isInstance).map(o -> ((Outcome.Failed) o).problem());
        }
    }

    /**
     * A question of the playbook's or of the step's kind.
     *
     * @param before whether it came before the step's change
     */
    public record Check(boolean before, Finding finding) {}

    public record Answer(String question, String answer) {}

    /**
     * A statement that was sent.
     *
     * @param answered whether an answer is on record
     * @param at where it stands in a file
     */
    public record Statement(
            Instant sent,
            String sql,
            Optional<String> at,
            boolean answered,
            long millis,
            long rows,
            Optional<String> sqlState,
            Optional<String> message) {}

    public record Call(Instant begun, String what, boolean standIn, long millis, String result) {}

    /**
     * A strong lock that a migration held, where it was traced.
     *
     * @param from when it was asked for
     */
    public record Lock(String migration, String relation, String mode, int statement, Instant from, long millis) {

        public String told() {
            return mode + " on " + relation + " for " + Lengths.of(millis) + " from statement " + statement;
        }
    }

    /**
     * Gathers what a record tells.
     *
     * @throws IllegalArgumentException where it has no beginning
     */
    public static RunReport of(String id, List<Entry> entries, Head head) {
        return new ReportReading(id, entries, head).report();
    }

    /** In what the run was not as its rehearsal: accepted, stopped at, or only slower. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        vouched.ifPresent(event -> differences.addAll(
                event instanceof Event.Vouched e ? e.accepted() : ((Event.Unrehearsed) event).differences()));
        for (Step step : steps) {
            step.problem()
                    .filter(problem -> problem.code() == ProblemCode.PB525)
                    .ifPresent(problem -> differences.add(problem.message()));
            step.notes().stream()
                    .filter(note -> note.startsWith(SLOWER))
                    .forEach(note -> differences.add(step.planned().id() + ": " + note.substring(SLOWER.length())));
        }
        return differences;
    }

    /** What was found when the schema was held against what the migrations promise, with its step's name. */
    public List<Finding> drift() {
        List<Finding> found = new ArrayList<>();
        for (Step step : steps) {
            step.checks().stream()
                    .map(Check::finding)
                    .filter(finding -> DRIFT.stream().anyMatch(finding.id()::endsWith))
                    .map(f -> new Finding(f.id(), step.planned().id() + ": " + f.title(), f.verdict(), f.said()))
                    .forEach(found::add);
        }
        return found;
    }

    /** What was walked, in a word for a headline. */
    public String what() {
        return state.what().substring(0, 1).toUpperCase(Locale.ROOT)
                + state.what().substring(1);
    }

    public Event.RunStarted started() {
        return state.started();
    }

    public Duration took() {
        return state.took();
    }
}
