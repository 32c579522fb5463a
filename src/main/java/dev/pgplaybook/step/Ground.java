package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.run.Proposal;
import java.util.Map;

/**
 * The database under a walk's feet.
 *
 * @param sandbox whether it is disposable and of our own making
 * @param confined whether requests and commands reach only what the walk itself started, as on every sandbox
 * @param services the services that were started beside it, by name, with their authorities ({@code 127.0.0.1:port})
 */
public record Ground(
        String name,
        DatabaseUrl url,
        ServerIdentity identity,
        boolean isProtected,
        boolean sandbox,
        boolean confined,
        Map<String, String> services) {

    public Ground(
            String name,
            DatabaseUrl url,
            ServerIdentity identity,
            boolean isProtected,
            boolean sandbox,
            Map<String, String> services) {
        this(name, url, identity, isProtected, sandbox, sandbox, services);
    }

    /** The same, where nothing real may be reached. */
    Ground confine() {
        return new Ground(name, url, identity, isProtected, sandbox, true, services);
    }

    public Ground {
        services = Map.copyOf(services);
    }

    public Proposal.Stake stake() {
        return new Proposal.Stake(name, identity.toString(), identity.database(), isProtected, sandbox);
    }
}
