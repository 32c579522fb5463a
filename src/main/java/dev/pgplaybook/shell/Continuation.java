package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Hash;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.journal.Runs;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.PlaybookReader;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.step.Equipment;
import dev.pgplaybook.step.OpenRun;
import dev.pgplaybook.step.Order;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Going on with a run: the one that is open in the shell, or one that is only a record by now. */
record Continuation(Desk desk, Orders orders) {

    /** @throws ProblemException PB505 or PB514: there is no such run, or it cannot go on */
    OpenRun open(Invocation in, Optional<String> id, Equipment equipment) {
        if (id.isEmpty() && desk.openRun().isPresent()) {
            return desk.openRun().get();
        }
        RunDirectory directory = latest(id);
        RunState state = RunCommands.state(directory);
        requireUnfinished(directory, state);
        Playbook playbook = samePlaybook(directory, state.started());
        Order whole =
                orders.order(in, playbook, Desk.target(playbook, state.started().target()), Order.Manner.GUIDED);
        List<String> planned =
                state.started().steps().stream().map(Event.PlannedStep::id).toList();
        Order order = new Order(
                playbook,
                whole.variables(),
                whole.target(),
                whole.manner(),
                playbook.steps().stream().filter(s -> planned.contains(s.id())).toList());
        return OpenRun.goOn(order, directory, equipment);
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
        if (state.next().isEmpty()) {
            throw cannot(directory, "has come to its end", "begin a new one with: run PLAYBOOK");
        } else if (state.started().sandbox()) {
            throw cannot(directory, "was on a sandbox, which is gone", "rehearse again: rehearse PLAYBOOK");
        } else if (state.started().file().isEmpty()) {
            throw cannot(directory, "was a single command", "give the command again");
        }
    }

    /** What the operator agreed to is the playbook as it was: another one is another run. */
    private static Playbook samePlaybook(RunDirectory directory, Event.RunStarted started) {
        Playbook playbook = PlaybookReader.read(Path.of(started.file()));
        String now = Hash.of(playbook.text().getBytes(StandardCharsets.UTF_8));
        if (!now.equals(started.checksum())) {
            throw cannot(
                    directory,
                    "walked another version of " + playbook.file(),
                    "compare it with " + directory.playbook() + ", and begin a new run with --from");
        }
        return playbook;
    }

    private static ProblemException cannot(RunDirectory directory, String why, String hint) {
        return Problem.of(ProblemCode.PB514, "The run " + directory.id() + " " + why)
                .hint(hint)
                .asException();
    }
}
