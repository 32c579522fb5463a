package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.ServiceSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.FreePort;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.Service;
import dev.pgplaybook.process.ServiceRequest;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.secret.Secrets;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of one rehearsal: started against its sandbox, and stopped, newest first, whatever happens. */
public final class StartedServices implements AutoCloseable {

    private final TemporaryFiles logs = TemporaryFiles.make();
    private final Deque<Service> services = new ArrayDeque<>();
    private final Map<String, String> authorities = new LinkedHashMap<>();
    private final Map<String, String> provided = new HashMap<>();

    private StartedServices() {}

    /**
     * What services are started with.
     *
     * @param sandbox the database that they are given
     */
    public record Surroundings(
            Playbook playbook,
            Variables variables,
            DatabaseUrl sandbox,
            Secrets secrets,
            Progress progress,
            Cancellation cancellation) {}

    /**
     * Starts them in their order, each when the one before is ready.
     *
     * @throws ProblemException PB605 or PB606 with the end of the service's log; the others are stopped again
     */
    public static StartedServices start(List<ServiceSpec> specs, Surroundings with) {
        StartedServices started = new StartedServices();
        boolean ready = false;
        try {
            specs.forEach(spec -> started.start(spec, with));
            ready = true;
            return started;
        } finally {
            if (!ready) {
                started.close();
            }
        }
    }

    /** By name, with where each listens: the only addresses that a rehearsal's requests may go to. */
    public Map<String, String> authorities() {
        return Map.copyOf(authorities);
    }

    /** The variables that stand for the services in this rehearsal. */
    public Map<String, String> provided() {
        return Map.copyOf(provided);
    }

    @Override
    public void close() {
        while (!services.isEmpty()) {
            services.pop().close();
        }
        logs.close();
    }

    private void start(ServiceSpec spec, Surroundings with) {
        int port = FreePort.find();
        Map<String, String> own = Map.of(
                ServiceSpec.PORT,
                String.valueOf(port),
                ServiceSpec.DATABASE_URL,
                with.sandbox().withPassword());
        Variables inside = with.variables().with(provided).with(own);
        Map<String, String> environment = new HashMap<>(own);
        spec.environment().forEach((name, text) -> environment.put(name, text.fill(inside)));
        List<String> argv = spec.argv().stream().map(text -> text.fill(inside)).toList();
        Program program = new Program(argv, Optional.of(with.playbook().directory()), environment);
        URI ready = URI.create(spec.ready().fill(inside));
        try {
            services.push(Service.start(
                    new ServiceRequest(spec.name(), program, ready, spec.timeout(), logs.directory()),
                    with.secrets(),
                    with.progress(),
                    with.cancellation()));
        } catch (ProblemException e) {
            throw e.first().at(spec.at()).asException(e);
        }
        authorities.put(spec.name(), ready.getAuthority());
        spec.provides().forEach((name, text) -> provided.put(name, text.fill(inside)));
    }
}
