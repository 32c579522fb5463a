package dev.pgplaybook.step;

import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.sandbox.Sandbox;
import java.util.Map;

/** A sandbox that is filled and ready to be walked on. */
public record PreparedSandbox(Sandbox sandbox, ServerIdentity identity, Event.SandboxReady ready)
        implements AutoCloseable {

    static PreparedSandbox of(Sandbox sandbox, Event.SandboxReady ready) {
        try (Session session = Session.open(sandbox.url(), SessionOptions.named("pgplaybook/identity"))) {
            return new PreparedSandbox(sandbox, ServerIdentity.of(session), ready);
        }
    }

    /**
     * The sandbox as a place to walk.
     *
     * @param services by name, with their authorities
     */
    public Ground ground(String name, Map<String, String> services) {
        return new Ground(name, sandbox.url(), identity, false, true, services);
    }

    String description() {
        return sandbox.description();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
