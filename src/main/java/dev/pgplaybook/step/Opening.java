package dev.pgplaybook.step;

import dev.pgplaybook.journal.Broadcast;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.Runs;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** A run on its way to being walked: its record is open, its place is still to be found. Where there is none, the record says so. */
record Opening(Order order, Equipment equipment, RunDirectory directory, Journal journal, Recorder recorder) {

    /** A run that was never begun. */
    static Opening ofNew(Order order, Equipment equipment) {
        Runs runs = Runs.of(order.playbook().directory());
        String target = order.target().name();
        return of(
                order, runs.create(equipment.clock().instant(), order.playbook().name(), target), equipment);
    }

    static Opening of(Order order, RunDirectory directory, Equipment equipment) {
        Journal journal = Journal.open(directory, equipment.secrets(), equipment.clock());
        return new Opening(order, equipment, directory, journal, new Broadcast(List.of(journal, equipment.screen())));
    }

    OpenRun begin(Optional<Replay> replay) {
        journal.keep(directory.playbook(), order.playbook().text());
        recorder.record(RunEvents.started(order, equipment));
        replay.ifPresent(again -> recorder.record(new Event.Replayed(again.run().id())));
        recorder.sync();
        return open(Optional.empty(), replay);
    }

    OpenRun goOn() {
        try {
            Return.requireIntact(directory, journal);
            Optional<Event.TargetIdentified> before = journal.state().target();
            Return.requirePlaybook(order, directory, journal, equipment);
            recorder.record(new Event.RunContinued(equipment.version(), equipment.by()));
            return open(before, Optional.empty());
        } catch (ProblemException e) {
            journal.close();
            throw e;
        }
    }

    /** @param before the database that the run was on so far */
    private OpenRun open(Optional<Event.TargetIdentified> before, Optional<Replay> replay) {
        Optional<Site> site = Optional.empty();
        try {
            Site found = Site.open(order, equipment, recorder);
            Site opened = replay.isPresent() ? found.confine() : found;
            site = Optional.of(opened);
            before.ifPresent(target -> Return.requireSame(target, opened, directory, equipment.secrets()));
            OpenRun run = new OpenRun(order, equipment, directory, journal, opened, replay);
            recorder.record(RunEvents.identified(opened.ground().identity()));
            run.setOut();
            return run;
        } catch (ProblemException e) {
            recorder.record(
                    new Event.Noted("", e.first().code() + " " + e.first().message()));
            recorder.record(new Event.RunFinished("failed", e.first().code() == ProblemCode.PB525 ? 5 : 2));
            site.ifPresent(Site::close);
            journal.close();
            throw e;
        }
    }
}
