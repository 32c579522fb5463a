package dev.pgplaybook.step;

import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.sandbox.KeptSandbox;
import dev.pgplaybook.sandbox.KeptSandboxes;
import dev.pgplaybook.sandbox.Sandbox;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A sandbox that is filled and ready to be walked on. */
public record PreparedSandbox(Sandbox sandbox, ServerIdentity identity, Event.SandboxReady ready)
        implements AutoCloseable {

    /** @param filling what is to be said of its filling, behind what it is like */
    static PreparedSandbox of(
            Sandbox sandbox, ServerIdentity identity, SandboxNeeds needs, String filling, long millis) {
        return new PreparedSandbox(
                sandbox,
                identity,
                new Event.SandboxReady(
                        sandbox.description(),
                        needs.like() + filling,
                        millis,
                        sandbox.reason(),
                        needs.warnings(Optional.of(identity.major()))));
    }

    /**
     * The sandbox as a place to walk.
     *
     * @param services by name, with their authorities
     */
    public Ground ground(String name, Map<String, String> services) {
        return new Ground(name, sandbox.url(), identity, false, true, services);
    }

    /** Lets it outlive this process, as {@link KeptSandboxes#keep}. */
    public KeptSandbox keep(KeptSandboxes kept, Instant now) {
        return kept.keep(sandbox, ready.like(), now);
    }

    String description() {
        return sandbox.description();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
