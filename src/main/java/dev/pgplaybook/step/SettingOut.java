package dev.pgplaybook.step;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState.StepState;
import dev.pgplaybook.run.Contract;
import dev.pgplaybook.schema.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What is found out before a walk's first step: the schema as it is, and what the walk is held against: the recording that is walked again, or
 * the rehearsal that vouches for a run on a protected target.
 *
 * @param files the migrations as they are read now
 */
record SettingOut(
        Order order,
        Equipment equipment,
        RunDirectory directory,
        Journal journal,
        Recorder recorder,
        Site site,
        List<Event.MigrationFile> files) {

    /**
     * Records the schema, and finds what holds.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB524 where nothing vouches for the run, PB525 where a replay begins elsewhere
     */
    Optional<Contract> contract(Context context, Optional<Replay> replay) {
        boolean fresh = journal.state().stepList().stream().noneMatch(StepState::started);
        Optional<Snapshot> start =
                fresh ? SchemaRecord.take(context, order.steps().get(0)) : Optional.empty();
        start.ifPresent(this::keep);
        boolean held = site.ground().isProtected() && order.manner() == Order.Manner.GUIDED;
        if (held && (fresh || !Return.doesWithoutRehearsal(journal))) {
            Vouching.Found found = new Vouching(order, equipment, major(), files, start).require();
            recorder.record(found.event());
            return found.contract();
        }
        return replay.map(again -> kept(again, start));
    }

    private void keep(Snapshot start) {
        SchemaRecord.keep(journal, directory, start);
        recorder.record(SchemaRecord.event(SchemaRecord.START, start));
    }

    private Contract kept(Replay again, Optional<Snapshot> start) {
        again.require(again.differences(files, major(), start), equipment.operator());
        return again.contract();
    }

    private int major() {
        return site.ground().identity().major();
    }
}
