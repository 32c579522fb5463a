package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Suggestion;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The sandboxes that stay when their process ends, whichever provider they are from. */
public final class KeptSandboxes {

    private final Path cache;
    private final KeptRegistry registry;
    private final EmbeddedProvider embedded;
    private final ContainerProvider containers;
    private final ServerProvider servers;

    /** @param cache as in {@link EmbeddedProvider#defaultCache} */
    public KeptSandboxes(Path cache, Map<String, String> environment, Path home) {
        this(cache, environment, new EmbeddedProvider(cache, environment), new ContainerProvider(environment, home));
    }

    KeptSandboxes(
            Path cache, Map<String, String> environment, EmbeddedProvider embedded, ContainerProvider containers) {
        this.cache = cache;
        this.registry = new KeptRegistry(cache, environment);
        this.embedded = embedded;
        this.containers = containers;
        this.servers = new ServerProvider(environment);
    }

    /** Lets a sandbox outlive this process: from now on closing it does nothing. */
    public KeptSandbox keep(Sandbox sandbox, String like, Instant now) {
        return sandbox.keep((name, provider) -> withFiles(() -> {
            KeptSandbox kept = new KeptSandbox(name, provider, sandbox.url(), sandbox.description(), like, now, false);
            registry.write(kept);
            return kept;
        }));
    }

    /** All that are written down, the oldest first; one of them may be gone by now. */
    public List<KeptSandbox> all() {
        return withFiles(registry::all);
    }

    /** How many bytes its database has; empty where it is not to be reached. */
    public OptionalLong size(KeptSandbox kept) {
        try (Connection connection = EmbeddedServer.connect(withinSeconds(kept.url()));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    /** A list is not to hang where a server does. */
    private static DatabaseUrl withinSeconds(DatabaseUrl url) {
        Map<String, String> parameters = new HashMap<>(url.parameters());
        parameters.put("loginTimeout", "3");
        parameters.put("socketTimeout", "3");
        return new DatabaseUrl(
                url.host(),
                url.port(),
                url.database(),
                url.user(),
                url.password(),
                parameters,
                url.schema(),
                url.pooling());
    }

    /**
     * Finds one by its name.
     *
     * @throws ProblemException PB612 when there is none of that name
     */
    public KeptSandbox find(String name) {
        List<KeptSandbox> all = all();
        return all.stream()
                .filter(kept -> kept.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.PB612, "There is no sandbox " + name)
                        .hint(
                                all.isEmpty()
                                        ? "none is up; make one with sandbox up"
                                        : Suggestion.hint(
                                                name,
                                                all.stream()
                                                        .map(KeptSandbox::name)
                                                        .toList()))
                        .asException());
    }

    /** From now on it is removed only when it is asked for by its name, or all are. */
    public KeptSandbox pin(KeptSandbox kept) {
        return withFiles(() -> {
            registry.write(kept.withPin());
            return kept.withPin();
        });
    }

    /** Removes it for good; one that is gone already is forgotten. */
    public void remove(KeptSandbox kept, Progress progress) {
        progress.doing("removing the sandbox " + kept.name());
        switch (kept.provider()) {
            case EMBEDDED -> embedded.removeKept(kept.name(), progress);
            case CONTAINER -> containers.removeKept(kept.name());
            case SERVER -> ServerSandbox.drop(kept.url(), new ServerDatabase(kept.name()), progress);
        }
        withFiles(() -> {
            registry.forget(kept.name());
            return kept;
        });
    }

    /**
     * Removes what processes that have ended left behind on this machine, and says so; and warm templates that nobody needs.
     *
     * @param server of the operator's, on which the same is to be done
     */
    public void removeOrphans(Optional<DatabaseUrl> server, Progress progress, Cancellation cancellation) {
        embedded.removeOrphans(progress);
        containers.removeOrphans(progress, cancellation);
        server.ifPresent(url -> servers.removeOrphans(url, progress, cancellation));
    }

    private <T> T withFiles(Cache.Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw EmbeddedProvider.cannotBeUsed(cache, e);
        }
    }
}
