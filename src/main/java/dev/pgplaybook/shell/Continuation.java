package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.journal.Runs;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.PlaybookReader;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.step.Equipment;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Order;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Going on with a run: the one that is open in the shell, or one that is only a record by now. */
record Continuation(Desk desk, Orders orders) {

    /** @throws ProblemException PB505 or PB514: there is no such run, or it cannot go on */
    OpenRun open(Invocation in, Optional<String> id, Equipment equipment) {
        if (id.isEmpty() && desk.openRun().isPresent()) {
            return desk.openRun().get();
        }
        RunDirectory directory = latest(id);
        return open(in, directory, RunCommands.state(directory), equipment);
    }

    /** The same for the newest run that stopped before its end and can go on. */
    OpenRun openNewest(Invocation in, Equipment equipment) {
        for (RunDirectory run : desk.runs(desk.openPlaybook()).all()) {
            Optional<RunState> state = Journal.state(run);
            if (mayGoOn(state)) {
                return open(in, run, state.orElseThrow(), equipment);
            }
        }
        throw Problem.of(ProblemCode.PB505, "No run here stopped before its end")
                .hint("list them with: runs")
                .asException();
    }

    private OpenRun open(Invocation in, RunDirectory directory, RunState state, Equipment equipment) {
        requireUnfinished(directory, state);
        Playbook playbook = PlaybookReader.read(Path.of(state.started().file()));
        Order whole =
                orders.order(in, playbook, Desk.target(playbook, state.started().target()), Order.Manner.GUIDED);
        List<Step> steps = playbook.steps().stream()
                .filter(step -> isWalked(step.id(), state, directory))
                .toList();
        Order order = new Order(playbook, whole.variables(), whole.target(), whole.manner(), steps);
        return OpenRun.goOn(order, directory, equipment);
    }

    /** A step that the run was to take, or one that the playbook did not have then. */
    private static boolean isWalked(String id, RunState state, RunDirectory directory) {
        return state.steps().containsKey(id)
                || directory
                        .lastPlaybook()
                        .lines()
                        .noneMatch(line -> line.matches("\\s*-?\\s*id: " + Pattern.quote(id) + "\\b.*"));
    }

    /** Whether its record is needed still: it stopped before its end, on a database that is not disposable. */
    static boolean mayGoOn(Optional<RunState> state) {
        return state.filter(Continuation::canGoOn).isPresent();
    }

    private static boolean canGoOn(RunState state) {
        return !isOver(state) && state.canGoOn();
    }

    /** A process that was killed behind its last step has still to say that it is through. */
    private static boolean isOver(RunState state) {
        return state.next().isEmpty() && state.word().equals("passed");
    }

    /** The run of that id, or the newest there is. */
    RunDirectory latest(Optional<String> id) {
        Runs runs = desk.runs(desk.openPlaybook());
        return id.map(runs::find)
                .or(() -> runs.all().stream().findFirst())
                .orElseThrow(() -> Problem.of(ProblemCode.PB505, "No run is recorded here")
                        .hint("begin one with: rehearse PLAYBOOK or run PLAYBOOK")
                        .asException());
    }

    private static void requireUnfinished(RunDirectory directory, RunState state) {
        if (isOver(state)) {
            throw cannot(directory, "has come to its end", "begin a new one with: run PLAYBOOK");
        } else if (state.replays().isPresent()) {
            String again = "replay " + state.replays().get() + " --on "
                    + state.started().target();
            throw cannot(directory, "is a replay, which is taken from its start", "replay again: " + again);
        } else if (state.started().sandbox()) {
            throw cannot(directory, "was on a sandbox, which is gone", "rehearse again: rehearse PLAYBOOK");
        } else if (state.started().file().isEmpty()) {
            throw cannot(directory, "was a single command", "give the command again");
        }
    }

    private static ProblemException cannot(RunDirectory directory, String why, String hint) {
        return Problem.of(ProblemCode.PB514, "The run " + directory.id() + " " + why)
                .hint(hint)
                .asException();
    }
}
