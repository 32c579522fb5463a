package dev.pgplaybook.step;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.Runs;
import dev.pgplaybook.journal.Trace;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.trace.Budget;
import dev.pgplaybook.trace.TraceHazards;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the records of this project know of migrations that were traced: the last time each ran as it is now. */
final class LastTraces {

    /** What was traced longer ago than that many runs is as good as forgotten. */
    private static final int RUNS = 20;

    private final List<RunDirectory> runs;

    /** Each record is read once, however many migrations are looked for; none before it is needed. */
    private final Map<RunDirectory, List<Found>> read = new HashMap<>();

    private LastTraces(List<RunDirectory> runs) {
        this.runs = runs;
    }

    static LastTraces of(Path directory) {
        return new LastTraces(Runs.of(directory).all().stream().limit(RUNS).toList());
    }

    static LastTraces none() {
        return new LastTraces(List.of());
    }

    /**
     * A trace of a migration.
     *
     * @param statements what each of its statements did
     * @param schema what was wrong with the schema behind it, where something was
     */
    private record Found(
            RunDirectory run, Event.MigrationTraced trace, List<Trace> statements, Optional<String> schema) {

        Found behind(String otherSchema) {
            return new Found(run, trace, statements, Optional.of(otherSchema));
        }
    }

    /** For a plan, behind the line that says that the migration will be applied; nothing where it was never traced. */
    List<Plan.Line> of(Migration migration) {
        return last(migration).map(LastTraces::lines).orElse(List.of());
    }

    /** What the last traces of these have shown, for the rules that go by it. */
    List<Observed> observed(List<Migration> migrations, Budget budget) {
        TraceHazards hazards = new TraceHazards(budget);
        for (Migration migration : migrations) {
            last(migration).ifPresent(found -> {
                hazards.add(found.trace(), found.statements(), migration.script());
                found.schema().ifPresent(said -> hazards.otherSchema(migration.script(), said));
            });
        }
        return hazards.all();
    }

    private Optional<Found> last(Migration migration) {
        String checksum = migration.checksum().hex();
        for (RunDirectory run : runs) {
            Optional<Found> last = read.computeIfAbsent(run, LastTraces::all).stream()
                    .filter(found -> found.trace().migration().equals(migration.name())
                            && found.trace().checksum().equals(checksum))
                    .reduce((earlier, later) -> later);
            if (last.isPresent()) {
                return last;
            }
        }
        return Optional.empty();
    }

    private static List<Found> all(RunDirectory run) {
        try {
            boolean traced = !Journal.events(run, Event.MigrationTraced.class).isEmpty();
            return traced ? all(run, Journal.entries(run)) : List.of();
        } catch (ProblemException e) {
            return List.of(); // A record that cannot be read says nothing.
        }
    }

    private static List<Found> all(RunDirectory run, List<Entry> entries) {
        List<Found> all = new ArrayList<>();
        List<Trace> statements = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.event() instanceof Event.StatementFinished finished) {
                finished.trace().ifPresent(trace -> {
                    if (trace.number() == 1) {
                        statements.clear();
                    }
                    statements.add(trace);
                });
            } else if (entry.event() instanceof Event.MigrationTraced traced) {
                all.add(new Found(run, traced, List.copyOf(statements), Optional.empty()));
                statements.clear();
            } else if (entry.event() instanceof Event.Checked checked && isOtherSchema(checked.finding())) {
                all.replaceAll(found -> found.behind(checked.finding().said()));
            }
        }
        return all;
    }

    private static boolean isOtherSchema(Finding finding) {
        return finding.id().endsWith(".schema") && finding.verdict() == Finding.Verdict.FAILED;
    }

    private static List<Plan.Line> lines(Found found) {
        Event.MigrationTraced trace = found.trace();
        List<String> said = new ArrayList<>();
        trace.held()
                .forEach(held -> said.add("held " + held.mode() + " on " + held.relation() + " for " + held.millis()
                        + " ms from statement " + held.statement()));
        if (!trace.rewrites().isEmpty()) {
            said.add("rewrote " + String.join(", ", trace.rewrites()));
        }
        trace.stalls().stream()
                .filter(stall -> stall.statement() == 0 && stall.longestMillis() > 0)
                .forEach(stall -> said.add(
                        stall.who() + " of " + stall.relation() + " stopped for " + stall.longestMillis() + " ms"));
        if (said.isEmpty()) {
            said.add("no strong lock on what was there, and no rewrite");
        }
        return List.of(Plan.Line.previewed(
                "  traced in " + found.run().id() + ", " + trace.millis() + " ms: " + String.join("; ", said)));
    }
}
