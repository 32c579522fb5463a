package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Removes records that nobody needs: of runs that are over, and that no run on a protected target will ask for. */
record RunPruning(Desk desk, Console console) {

    private static final OptionSpec KEEP = OptionSpec.valued("--keep", "N", "keep the newest N");
    private static final OptionSpec BEFORE =
            OptionSpec.valued("--before", "DATE", "remove those that began before this day");
    private static final OptionSpec YES = OptionSpec.flag("--yes", "remove them; without it they are only named");

    CommandSpec command() {
        return new CommandSpec(
                "runs prune",
                "records",
                "remove records of runs that are over; of each playbook the newest rehearsal that passed stays",
                List.of(),
                List.of(KEEP, BEFORE, YES),
                List.of("runs prune --keep 20 --yes"),
                this::prune);
    }

    /** @param kept rehearsals that would go but for what they vouch for, each with its playbook */
    private record Choice(List<RunDirectory> going, Map<String, String> kept) {}

    private static Choice choice(List<RunDirectory> newestFirst, int keep, Optional<Instant> before) {
        List<RunDirectory> going = new ArrayList<>();
        Map<String, String> kept = new LinkedHashMap<>();
        Set<String> vouchedFor = new HashSet<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            RunDirectory run = newestFirst.get(i);
            Optional<RunState> state;
            try {
                state = Journal.state(run);
            } catch (ProblemException e) {
                continue; // What was damaged is kept: somebody will want to know how.
            }
            boolean vouches = state.filter(
                            s -> s.mayVouch() && vouchedFor.add(s.started().file()))
                    .isPresent();
            boolean old = before.isEmpty()
                    || state.filter(s -> s.at().isBefore(before.get())).isPresent();
            boolean wanted = i >= keep && old && !Continuation.mayGoOn(state);
            if (wanted && vouches) {
                kept.put(run.id(), state.orElseThrow().started().playbook());
            } else if (wanted) {
                going.add(run);
            }
        }
        return new Choice(going, kept);
    }

    private int prune(Invocation in) {
        if (in.value("--keep").isEmpty() && in.value("--before").isEmpty()) {
            throw Problem.of(ProblemCode.PB518, "runs prune needs --keep N or --before DATE")
                    .hint("runs prune --keep 20 names what would go; --yes removes it")
                    .asException();
        }
        Optional<Instant> before = in.value("--before").map(RunPruning::day);
        int keep = in.value("--keep").map(RunPruning::number).orElse(0);
        Choice choice = choice(desk.runs(desk.openPlaybook()).all(), keep, before);
        List<String> removed = new ArrayList<>();
        for (RunDirectory run : choice.going()) {
            if (!in.has("--yes") || Journal.remove(run)) {
                removed.add(run.id());
            }
        }
        if (console.json()) {
            console.document(Map.of(
                    "removed",
                    in.has("--yes"),
                    "runs",
                    removed,
                    "kept",
                    List.copyOf(choice.kept().keySet())));
        } else {
            removed.forEach(console::line);
            choice.kept()
                    .forEach((run, playbook) ->
                            console.line("kept " + run + ": the newest rehearsal of " + playbook + " that passed"));
            console.line(
                    removed.isEmpty()
                            ? "nothing to remove"
                            : in.has("--yes")
                                    ? removed.size() + " removed"
                                    : "nothing was removed; --yes removes them");
        }
        return 0;
    }

    private static Instant day(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.of(ProblemCode.PB518, "--before must be a day, not " + text)
                    .hint("write --before 2026-11-22")
                    .asException();
        }
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw Problem.of(ProblemCode.PB518, "--keep must be a number, not " + text)
                    .hint("write --keep 20")
                    .asException();
        }
        return Integer.parseInt(text);
    }
}
