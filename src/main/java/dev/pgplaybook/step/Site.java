package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Recorder;
import dev.pgplaybook.playbook.ServiceSpec;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.progress.Cancellation;
import java.util.List;
import java.util.Optional;

/** The place of a walk while it is open: a server as it stands, or a sandbox with its services, which go when this is closed. */
record Site(Ground ground, Variables variables, Optional<PreparedSandbox> sandbox, List<Runnable> removals)
        implements AutoCloseable {

    static Site open(Order order, Equipment equipment, Recorder recorder) {
        return order.target() instanceof TargetSpec.Disposable sandbox
                ? sandbox(order, sandbox, equipment, recorder)
                : server(order, (TargetSpec.Server) order.target(), equipment);
    }

    private static Site server(Order order, TargetSpec.Server server, Equipment equipment) {
        SessionOptions reader = SessionOptions.named("pgplaybook/identity")
                .watchedBy(equipment.progress())
                .stoppedBy(equipment.cancellation());
        Ground ground = Targets.open(order.playbook(), server, order.variables(), reader, equipment.readers());
        ground.url().password().ifPresent(equipment.secrets()::add);
        return new Site(ground, order.variables(), Optional.empty(), List.of());
    }

    private static Site sandbox(Order order, TargetSpec.Disposable target, Equipment equipment, Recorder recorder) {
        PreparedSandbox sandbox = equipment
                .sandboxes()
                .prepare(
                        order.playbook(),
                        order.variables(),
                        order.playbook().name(),
                        target.sandbox(),
                        Optional.empty(),
                        equipment.progress(),
                        equipment.cancellation());
        Runnable removeSandbox = removal(equipment, sandbox::close);
        boolean complete = false;
        try {
            recorder.record(sandbox.ready());
            StartedServices services = services(order, target, sandbox.sandbox().url(), equipment, recorder);
            Runnable stopServices = removal(equipment, services::close);
            complete = true;
            return new Site(
                    sandbox.ground(target.name(), services.authorities()),
                    order.variables().with(services.provided()),
                    Optional.of(sandbox),
                    List.of(stopServices, removeSandbox));
        } finally {
            if (!complete) {
                removeSandbox.run();
            }
        }
    }

    private static StartedServices services(
            Order order, TargetSpec.Disposable target, DatabaseUrl url, Equipment equipment, Recorder recorder) {
        List<ServiceSpec> wanted = order.playbook().services().values().stream()
                .filter(spec -> target.services()
                        .map(names -> names.contains(spec.name()))
                        .orElse(true))
                .toList();
        long start = System.nanoTime();
        StartedServices services = StartedServices.start(
                wanted,
                new StartedServices.Surroundings(
                        order.playbook(),
                        order.variables(),
                        url,
                        equipment.secrets(),
                        equipment.progress(),
                        equipment.cancellation()));
        long millis = (System.nanoTime() - start) / 1_000_000;
        services.authorities().keySet().forEach(name -> recorder.record(new Event.ServiceReady(name, millis)));
        return services;
    }

    /** Removes now, or when the process is told to go, but once. */
    private static Runnable removal(Equipment equipment, Runnable close) {
        Cancellation.Registration registration = equipment.cleanup().register(close);
        return () -> {
            close.run();
            registration.close();
        };
    }

    /** The same place, where nothing real may be reached. */
    Site confine() {
        return new Site(ground.confine(), variables, sandbox, removals);
    }

    @Override
    public void close() {
        removals.forEach(Runnable::run);
    }
}
