package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.run.Proposal;
import java.util.Map;

/**
 * The database under a walk's feet.
 *
 * @param sandbox whether it is disposable and of our own making
 * @param services the services that were started beside it, by name, with their authorities ({@code 127.0.0.1:port})
 */
public record Ground(
        String name,
        DatabaseUrl url,
        ServerIdentity identity,
        boolean isProtected,
        boolean sandbox,
        Map<String, String> services) {

    public Ground {
        services = Map.copyOf(services);
    }

    public Proposal.Stake stake() {
        return new Proposal.Stake(name, identity.toString(), identity.database(), isProtected, sandbox);
    }
}
