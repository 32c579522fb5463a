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
import java.util.List;
import java.util.Optional;

/** What the records of this project know of migrations that were traced: the last time each ran as it is now. */
final class LastTraces {

    /** What was traced longer ago than that many runs is as good as forgotten. */
    private static final int RUNS = 20;

    private final List<RunDirectory> runs;

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
     * The last trace of a migration.
     *
     * @param statements what each of its statements did
     * @param schema what was wrong with the schema behind it, where something was
     */
    private record Found(
            RunDirectory run, Event.MigrationTraced trace, List<Trace> statements, Optional<String> schema) {}

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
        return runs.stream()
                .flatMap(run -> find(run, migration.name(), checksum).stream())
                .findFirst();
    }

    private static Optional<Found> find(RunDirectory run, String migration, String checksum) {
        try {
            return find(run, Journal.entries(run), migration, checksum);
        } catch (ProblemException e) {
            return Optional.empty(); // A record that cannot be read says nothing.
        }
    }

    private static Optional<Found> find(RunDirectory run, List<Entry> entries, String migration, String checksum) {
        Optional<Found> found = Optional.empty();
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
                if (traced.migration().equals(migration) && traced.checksum().equals(checksum)) {
                    found = Optional.of(new Found(run, traced, List.copyOf(statements), Optional.empty()));
                }
                statements.clear();
            } else if (entry.event() instanceof Event.Checked checked && isOtherSchema(checked.finding())) {
                found = found.map(f -> new Found(
                        f.run(),
                        f.trace(),
                        f.statements(),
                        Optional.of(checked.finding().said())));
            }
        }
        return found;
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
