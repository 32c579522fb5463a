package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.journal.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Shows a walk as it goes: the same events that are recorded, a line each where a person wants one. */
final class WalkScreen implements Recorder {

    private static final int LONGEST = 110;

    private final Console console;
    private final Path workingDirectory;
    private final boolean verbose;
    private List<Event.PlannedStep> steps = List.of();
    private boolean plans = true;
    private BooleanSupplier guarded = () -> false;
    private Optional<TraceView> traces = Optional.empty();
    private String sql = "";

    WalkScreen(Console console, Path workingDirectory, boolean verbose) {
        this.console = console;
        this.workingDirectory = workingDirectory;
        this.verbose = verbose;
    }

    /** The run that is walked, where its beginning is on record already. */
    void walks(Event.RunStarted run) {
        counting(run.steps());
        console.stands(Optional.of(Standing.at(run, guarded.getAsBoolean())));
    }

    /** The steps that the walk counts. */
    void counting(List<Event.PlannedStep> planned) {
        steps = List.copyOf(planned);
    }

    /** Whether plans are shown as they are made; a rehearsal shows what happens instead. */
    void showingPlans(boolean show) {
        plans = show;
    }

    /** Whether the target is protected, known when the walk begins. */
    void guardedWhen(BooleanSupplier guards) {
        guarded = guards;
    }

    /** How what is seen of migrations is shown; nothing of it is unless this is said. */
    void showingTraces(TraceView view) {
        traces = Optional.of(view);
    }

    @Override
    public void record(Event event) {
        if (event instanceof Event.RunStarted e) {
            walks(e);
        } else if (event instanceof Event.RunFinished || event instanceof Event.RunPaused) {
            console.stands(Optional.empty());
        } else if (event instanceof Event.SandboxReady e) {
            sandbox(e);
        } else if (event instanceof Event.ServiceReady e) {
            console.line("service " + e.service() + " ready in " + seconds(e.millis()));
        } else if (event instanceof Event.StepReached e) {
            console.stands(console.standing().map(at -> at.at(place(e.step()))));
            console.line(heading(e.step()));
        } else if (event instanceof Event.Checked e) {
            finding(e.finding());
        } else if (event instanceof Event.Planned e && plans) {
            e.plan().lines().forEach(this::planned);
        } else {
            execution(event);
        }
    }

    @Override
    public void sync() {}

    private void execution(Event event) {
        if (event instanceof Event.StatementStarted e) {
            sql = e.sql();
            console.doing(e.sql());
        } else if (event instanceof Event.StatementFinished e) {
            traces.ifPresent(view -> e.trace().ifPresent(trace -> view.statement(sql, e, trace)));
        } else if (event instanceof Event.MigrationTraced e) {
            traces.ifPresent(view -> view.migration(e));
        } else if (event instanceof Event.CallStarted e) {
            console.line("  " + style().point() + (e.standIn() ? " stand-in for " : " ") + e.what());
        } else if (event instanceof Event.CallFinished e) {
            console.line("    " + e.result() + ", " + e.millis() + " ms");
        } else if (event instanceof Event.RestorePoint e) {
            console.line("  " + style().point() + " restore point " + e.walPosition() + " at " + e.time());
        } else if (event instanceof Event.Noted e && (verbose || !plans)) {
            console.line("  " + style().point() + " " + e.text());
        } else if (event instanceof Event.MigrationApplied e && (verbose || !plans)) {
            console.line("  " + style().point() + " " + e.migration() + " applied in " + e.millis() + " ms");
        } else if (event instanceof Event.StepFinished e) {
            finished(e.outcome(), e.millis());
        } else {
            EventWords.of(event, style()).ifPresent(console::line);
        }
    }

    private void sandbox(Event.SandboxReady ready) {
        lines(ready, style()).forEach(console::line);
    }

    static List<String> lines(Event.SandboxReady ready, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add("sandbox ready in " + seconds(ready.millis()) + " · " + ready.description() + ", " + ready.like());
        ready.reason().ifPresent(reason -> lines.add("  " + style.point() + " " + reason));
        ready.warnings().forEach(warning -> lines.add("  " + style.warning() + " " + warning));
        return lines;
    }

    private String place(String id) {
        int number = steps.stream().map(Event.PlannedStep::id).toList().indexOf(id) + 1;
        return number == 0 ? id : number + "/" + steps.size() + " " + id;
    }

    private String heading(String id) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).id().equals(id)) {
                String title = steps.get(i).title().equals(id)
                        ? ""
                        : "  " + steps.get(i).title();
                return style().bold((i + 1) + "/" + steps.size() + " " + id) + style().dim(title);
            }
        }
        return style().bold(id);
    }

    private void finding(Finding finding) {
        String sign = switch (finding.verdict()) {
            case PASSED -> style().good();
            case WARNED -> style().warning();
            case FAILED -> style().bad();
        };
        console.line("  " + sign + " check   " + finding.title() + ": " + cut(finding.said()));
    }

    private void planned(Plan.Line line) {
        String basis = line.basis() == Plan.Basis.PREVIEWED
                ? ""
                : style().dim("  (" + line.basis().words() + ")");
        console.line("  " + style().point() + " plan    " + line.text() + basis);
    }

    private void finished(Outcome outcome, long millis) {
        String took = millis < 1 ? "" : "  " + style().dim(took(millis));
        console.line(outcome.fold(
                done -> "  " + style().good() + " done    " + done.summary() + took,
                skipped -> "  " + style().warning() + " skipped " + skipped.reason(),
                declined -> "  " + style().warning() + " declined, nothing was changed",
                failed -> "  " + style().bad() + " failed" + took));
        if (outcome instanceof Outcome.Failed failed) {
            // What went wrong is for the errors, where scripts look for it.
            new ProblemView(style(), workingDirectory)
                    .lines(failed.problem())
                    .forEach(line -> console.decoration("    " + line));
        }
    }

    private static String cut(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    static String took(long millis) {
        return millis < 1_000 ? millis + " ms" : seconds(millis);
    }

    static String seconds(long millis) {
        Duration duration = Duration.ofMillis(millis);
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : String.format(java.util.Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private Style style() {
        return console.style();
    }
}
