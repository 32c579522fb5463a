package dev.pgplaybook.sandbox;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Sandboxes that are databases on a server of the operator's. The database of its URL is only connected to: what is made and dropped
 * there are databases of this provider's own names.
 */
public final class ServerProvider implements SandboxProvider {

    private static final String RIGHTS_MISSING = "42501";

    /** Making a database copies a template, which waits for nobody. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final CacheBound bound;

    /** @param environment where the bound of the templates' size is */
    public ServerProvider(Map<String, String> environment) {
        this.bound = CacheBound.of(environment);
    }

    @Override
    public Sandbox create(SandboxRequest request, Progress progress, Cancellation cancellation) {
        DatabaseUrl url = url(request);
        url.requireDirect("The sandbox's server");
        if (cancellation.requested()) {
            throw EmbeddedSandbox.cancelled();
        }
        progress.doing("making a database on " + place(url));
        try (Session session = session(url, progress, cancellation)) {
            ServerOrphans.remove(session, progress);
            ServerTemplates templates = new ServerTemplates(session, bound.bytes());
            templates.evict();
            return make(session, request, templates);
        } catch (ProblemException e) {
            throw cancellation.requested() ? EmbeddedSandbox.cancelled() : e;
        }
    }

    @Override
    public Offer offer(SandboxRequest request) {
        return new Offer("a database of its own on " + place(url(request)), Optional.empty());
    }

    static Session session(DatabaseUrl url, Progress progress, Cancellation cancellation) {
        return Session.open(
                url,
                SessionOptions.named("pgplaybook/sandbox")
                        .timeouts(Optional.of(LIMIT), Optional.of(LIMIT))
                        .watchedBy(progress)
                        .stoppedBy(cancellation));
    }

    static String place(DatabaseUrl url) {
        return url.host() + ":" + url.port();
    }

    private static DatabaseUrl url(SandboxRequest request) {
        return request.server()
                .orElseThrow(() -> Problem.of(ProblemCode.PB607, "The provider server needs the URL of a server")
                        .hint("add url: to the sandbox")
                        .asException());
    }

    /** Drops what earlier processes left behind, and templates that nobody needs. */
    void removeOrphans(DatabaseUrl url, Progress progress, Cancellation cancellation) {
        try (Session session = session(url, progress, cancellation)) {
            ServerOrphans.remove(session, progress);
            new ServerTemplates(session, bound.bytes()).evict();
        }
    }

    private Sandbox make(Session session, SandboxRequest request, ServerTemplates templates) {
        ServerDatabase name = ServerDatabase.newOn(session);
        Optional<String> filled = request.filling().flatMap(key -> templates.copy(name, key));
        try {
            if (filled.isEmpty()) {
                session.update(name.create());
            }
        } catch (StatementFailedException e) {
            throw notMade(e, session.url());
        }
        Optional<ServerSandbox.Memory> memory = request.filling()
                .filter(key -> bound.bytes() > 0)
                .map(key -> new ServerSandbox.Memory(bound.bytes(), key));
        ServerSandbox sandbox = new ServerSandbox(session.url(), name, version(session), memory, filled);
        boolean marked = false;
        try {
            session.update(name.mark(request.label(), Owner.ourselves()));
            marked = true;
            return sandbox;
        } finally {
            if (!marked) {
                sandbox.close();
            }
        }
    }

    private static String version(Session session) {
        return session.one("SHOW server_version").text(0).replaceFirst(" .*", "");
    }

    private static ProblemException notMade(StatementFailedException e, DatabaseUrl url) {
        if (e.failure().sqlState().equals(RIGHTS_MISSING)) {
            return Problem.of(
                            ProblemCode.PB608, "The role " + url.user() + " may not create databases on " + place(url))
                    .hint("let it: ALTER ROLE … CREATEDB; or write provider: embedded, which needs no server")
                    .asException(e);
        }
        return e.problem(ProblemCode.PB602, "the sandbox's database could not be made on " + place(url))
                .asException(e);
    }
}
