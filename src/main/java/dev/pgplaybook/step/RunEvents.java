package dev.pgplaybook.step;

import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.TargetSpec;
import java.util.List;

/** What a record says at its beginning: what is to be walked, by whom, and on what. */
final class RunEvents {

    private RunEvents() {}

    static Event.RunStarted started(Order order, Equipment equipment) {
        Playbook playbook = order.playbook();
        return new Event.RunStarted(
                playbook.name(),
                playbook.title(),
                playbook.isOfCommandLine()
                        ? ""
                        : playbook.file().toAbsolutePath().normalize().toString(),
                Changes.checksum(playbook),
                order.target().name(),
                order.target() instanceof TargetSpec.Disposable,
                order.manner() == Order.Manner.REHEARSAL,
                equipment.version(),
                equipment.by(),
                planned(order));
    }

    static List<Event.PlannedStep> planned(Order order) {
        return order.steps().stream()
                .map(s -> new Event.PlannedStep(s.id(), s.kind().word(), s.title()))
                .toList();
    }

    static Event.TargetIdentified identified(ServerIdentity identity) {
        return new Event.TargetIdentified(
                identity.host(),
                identity.port(),
                identity.database(),
                identity.databaseOid(),
                identity.systemIdentifier(),
                identity.timeline(),
                identity.version(),
                identity.role());
    }
}
