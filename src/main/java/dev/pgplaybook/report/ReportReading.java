package dev.pgplaybook.report;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Head;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.report.RunReport.Answer;
import dev.pgplaybook.report.RunReport.Call;
import dev.pgplaybook.report.RunReport.Check;
import dev.pgplaybook.report.RunReport.Lock;
import dev.pgplaybook.report.RunReport.Statement;
import dev.pgplaybook.report.RunReport.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through a record once and gathers what belongs to each step. */
final class ReportReading {

    private final String id;
    private final Head head;
    private final RunState state;
    private final Set<String> by = new LinkedHashSet<>();
    private final List<Event.SchemaSeen> schemas = new ArrayList<>();
    private final List<String> general = new ArrayList<>();
    private final List<Gathering> steps = new ArrayList<>();
    private Optional<Event> vouched = Optional.empty();
    private @Nullable Gathering current;

    ReportReading(String id, List<Entry> entries, Head head) {
        this.id = id;
        this.head = head;
        this.state = RunState.of(entries);
        entries.forEach(this::take);
    }

    RunReport report() {
        List<Step> told = new ArrayList<>(steps.stream().map(Gathering::step).toList());
        state.stepList().stream()
                .filter(step -> steps.stream().noneMatch(s -> s.planned.id().equals(step.id())))
                .forEach(step -> told.add(new Gathering(planned(step.id())).step()));
        return new RunReport(id, state, head, List.copyOf(by), vouched, schemas, general, told);
    }

    private void take(Entry entry) {
        Event event = entry.event();
        if (event instanceof Event.RunStarted e) {
            by.add(e.by());
        } else if (event instanceof Event.RunContinued e) {
            by.add(e.by());
            current = null;
        } else if (event instanceof Event.SchemaSeen e) {
            schemas.add(e);
        } else if (event instanceof Event.Vouched || event instanceof Event.Unrehearsed) {
            vouched = Optional.of(event);
        } else if (event instanceof Event.StepReached e) {
            current = new Gathering(planned(e.step()));
            current.reached = Optional.of(entry.time());
            steps.add(current);
        } else if (current != null) {
            current.take(entry.time(), event);
            current = event instanceof Event.StepFinished ? null : current;
        } else if (event instanceof Event.Noted e) {
            general.add(e.text());
        } else if (event instanceof Event.Answered e) {
            general.add(e.question().lines().findFirst().orElse("") + " " + e.answer());
        }
    }

    private Event.PlannedStep planned(String step) {
        return Optional.ofNullable(state.steps().get(step))
                .map(s -> new Event.PlannedStep(s.id(), s.kind(), s.title()))
                .orElseGet(() -> new Event.PlannedStep(step, "", step));
    }

    /** A step while it is read. */
    private static final class Gathering {
        private final Event.PlannedStep planned;
        private final List<Check> checks = new ArrayList<>();
        private final List<Plan.Line> plan = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private final List<Statement> statements = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final List<Lock> locks = new ArrayList<>();
        private final List<String> rewrites = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<Event.TableCompared> tables = new ArrayList<>();
        private Optional<Instant> reached = Optional.empty();
        private Optional<Outcome> outcome = Optional.empty();
        private boolean started;
        private long millis;

        Gathering(Event.PlannedStep planned) {
            this.planned = planned;
        }

        Step step() {
            return new Step(
                    planned,
                    reached,
                    outcome,
                    millis,
                    checks,
                    plan,
                    answers,
                    statements,
                    calls,
                    locks,
                    rewrites,
                    notes,
                    tables);
        }

        void take(Instant time, Event event) {
            if (event instanceof Event.Checked e) {
                checks.add(new Check(e.before() && !started, e.finding()));
            } else if (event instanceof Event.Planned e) {
                plan.addAll(e.plan().lines());
            } else if (event instanceof Event.Answered e) {
                answers.add(new Answer(e.question(), e.answer()));
            } else if (event instanceof Event.StepStarted) {
                started = true;
            } else if (event instanceof Event.StepFinished e) {
                outcome = Optional.of(e.outcome());
                millis = e.millis();
            } else {
                work(time, event);
            }
        }

        private void work(Instant time, Event event) {
            if (event instanceof Event.StatementStarted e) {
                statements.add(new Statement(time, e.sql(), e.at(), false, 0, 0, Optional.empty(), Optional.empty()));
            } else if (event instanceof Event.StatementFinished e && !statements.isEmpty()) {
                Statement sent = statements.remove(statements.size() - 1);
                statements.add(new Statement(
                        sent.sent(), sent.sql(), sent.at(), true, e.millis(), e.rows(), e.sqlState(), e.message()));
            } else if (event instanceof Event.CallStarted e) {
                calls.add(new Call(time, e.what(), e.standIn(), 0, "its end is not on record"));
            } else if (event instanceof Event.CallFinished e && !calls.isEmpty()) {
                Call begun = calls.remove(calls.size() - 1);
                calls.add(new Call(begun.begun(), begun.what(), begun.standIn(), e.millis(), e.result()));
            } else if (event instanceof Event.MigrationTraced e) {
                e.held().forEach(held -> locks.add(lock(e.migration(), held, time)));
                rewrites.addAll(e.rewrites());
            } else if (event instanceof Event.TableCompared e) {
                tables.add(e);
            } else {
                note(event);
            }
        }

        /** They are all let go of with the transaction, whose end is recorded next. */
        private static Lock lock(String migration, Event.Held held, Instant end) {
            Instant from = end.minusMillis(held.millis());
            return new Lock(migration, held.relation(), held.mode(), held.statement(), from, held.millis());
        }

        private void note(Event event) {
            if (event instanceof Event.Noted e) {
                notes.add(e.text());
            } else if (event instanceof Event.MigrationApplied e) {
                notes.add(e.migration() + " applied in " + e.millis() + " ms");
            } else if (event instanceof Event.Reconciled e) {
                notes.add(e.what() + " " + e.found() + " (" + e.basis() + ")");
            } else if (event instanceof Event.RestorePoint e) {
                notes.add("restore point " + e.walPosition() + " at " + e.time());
            } else if (event instanceof Event.SandboxReady e) {
                notes.add("sandbox: " + e.description() + ", " + e.like());
            }
        }
    }
}
