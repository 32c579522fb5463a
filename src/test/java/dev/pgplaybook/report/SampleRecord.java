package dev.pgplaybook.report;

import dev.pgplaybook.journal.Entry;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Head;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records to report on. */
final class SampleRecord {

    static final String HASH = "a".repeat(64);

    private static final Instant NOW = Instant.parse("2026-11-22T21:41:10Z");

    private final List<Entry> entries = new ArrayList<>();

    RunReport plain() {
        record(new Event.RunStarted(
                "roles",
                "Admin roles",
                "/p/roles.yaml",
                HASH,
                "production",
                false,
                false,
                "0.1.0",
                "me@here",
                List.of(
                        new Event.PlannedStep("deploy", "deploy", "Deploy it"),
                        new Event.PlannedStep("seed", "seed", "seed"))));
        record(new Event.TargetIdentified("h", 5432, "app", 1, "77", 1, "17.6", "owner"));
        record(new Event.Vouched("20261122-000000-roles-box", HASH, List.of("on production index idx is added")));
        record(new Event.SchemaSeen("start", HASH, 12, 17));
        record(new Event.StepReached("deploy"));
        record(new Event.StepStarted("deploy"));
        record(new Event.StepFinished("deploy", failed("The migration failed"), 80));
        record(new Event.RunContinued("0.1.0", "you@there"));
        record(new Event.StepReached("deploy"));
        record(new Event.Answered("deploy", "go ahead?", "yes"));
        record(new Event.StepStarted("deploy"));
        record(new Event.StatementStarted("deploy", "ALTER TABLE trades", Optional.of("m.sql:1:1")));
        record(new Event.StatementFinished("deploy", 12, 0, Optional.empty(), Optional.empty(), Optional.empty()));
        record(new Event.MigrationTraced(
                "deploy",
                "20260101_m",
                HASH,
                40,
                List.of(
                        new Event.Held("trades", "ACCESS EXCLUSIVE", 1, 30),
                        new Event.Held("users", "SHARE ROW EXCLUSIVE", 2, 20)),
                List.of("trades"),
                List.of(),
                false,
                List.of()));
        record(new Event.Noted("deploy", "slower: ALTER TABLE trades took 9000 ms, and 12 ms then"));
        record(new Event.Checked(
                "deploy", false, Finding.warned("deploy.drift", "nothing else", "index more is added")));
        record(new Event.TableCompared(
                "deploy",
                "public.trades",
                Optional.of("60000"),
                Optional.of("60000"),
                Finding.Verdict.PASSED,
                "untouched columns are the same"));
        record(new Event.StepFinished("deploy", new Outcome.Done("1 applied"), 900));
        return RunReport.of("20261122-214110-roles-production", entries, new Head(entries.size(), HASH));
    }

    /** With the text wherever a record holds one. */
    RunReport hostile(String x) {
        record(new Event.RunStarted(
                x, x, x, HASH, x, false, false, x, x, List.of(new Event.PlannedStep(x, x, x + "t"))));
        record(new Event.TargetIdentified(x, 1, x, 1, x, 1, x, x));
        record(new Event.Noted("", x));
        record(new Event.Answered("", x, x));
        record(new Event.Unrehearsed(x, List.of(x)));
        record(new Event.SchemaSeen(x, HASH, 1, 17));
        record(new Event.StepReached(x));
        record(new Event.Checked(x, true, Finding.warned(x, x, x)));
        record(new Event.Planned(
                x, new Plan(List.of(Plan.Line.previewed(x).detail(x).at(x)), true, true)));
        record(new Event.Answered(x, x, x));
        record(new Event.StepStarted(x));
        record(new Event.StatementStarted(x, x, Optional.of(x)));
        record(new Event.StatementFinished(x, 5, 1, Optional.of(x), Optional.of(x), Optional.empty()));
        record(new Event.CallStarted(x, 1, x, true));
        record(new Event.CallFinished(x, 5, x));
        record(new Event.MigrationTraced(
                x, x, HASH, 9, List.of(new Event.Held(x, x, 1, 9)), List.of(x), List.of(), false, List.of()));
        record(new Event.Noted(x, x));
        record(new Event.Reconciled(x, x, x, x));
        record(new Event.TableCompared(x, x, Optional.of("1"), Optional.of("2"), Finding.Verdict.FAILED, x));
        record(new Event.Checked(x, false, Finding.failed(x, x, x)));
        record(new Event.StepFinished(x, failed(x), 50));
        record(new Event.RunFinished("failed", 6));
        return RunReport.of(x, entries, new Head(entries.size(), HASH));
    }

    private static Outcome failed(String text) {
        Problem problem =
                Problem.of(ProblemCode.PB206, text).hint(text).at(new Location(Path.of("m", "migration.sql"), 3, 7));
        return new Outcome.Failed(problem, Outcome.Stage.EXECUTE, Outcome.Left.SOMETHING);
    }

    private void record(Event event) {
        entries.add(new Entry(entries.size() + 1, NOW.plusMillis(entries.size() * 50L), event, HASH));
    }
}
