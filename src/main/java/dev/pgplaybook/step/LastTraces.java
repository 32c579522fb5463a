package dev.pgplaybook.step;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.Runs;
import dev.pgplaybook.journal.Trace.Severity;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.problem.ProblemException;
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

    private record Found(RunDirectory run, Event.MigrationTraced trace) {}

    /** For a plan, behind the line that says that the migration will be applied; nothing where it was never traced. */
    List<Plan.Line> of(Migration migration) {
        String checksum = migration.checksum().hex();
        return runs.stream()
                .flatMap(run -> find(run, migration.name(), checksum).stream())
                .findFirst()
                .map(LastTraces::lines)
                .orElse(List.of());
    }

    private static Optional<Found> find(RunDirectory run, String migration, String checksum) {
        try {
            return Journal.events(run, Event.MigrationTraced.class).stream()
                    .filter(traced -> traced.migration().equals(migration)
                            && traced.checksum().equals(checksum))
                    .reduce((earlier, later) -> later)
                    .map(traced -> new Found(run, traced));
        } catch (ProblemException e) {
            return Optional.empty(); // A record that cannot be read says nothing.
        }
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
        List<Plan.Line> lines = new ArrayList<>();
        lines.add(Plan.Line.previewed(
                "  traced in " + found.run().id() + ", " + trace.millis() + " ms: " + String.join("; ", said)));
        trace.remarks().stream()
                .filter(remark -> remark.severity() != Severity.INFORMATION)
                .forEach(remark -> lines.add(Plan.Line.previewed("  " + remark.rule() + " " + remark.text())));
        return lines;
    }
}
