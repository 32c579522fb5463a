package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Readers;
import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Text;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.Map;
import java.util.Optional;

/** The real databases of a playbook: who they are, and that no name leads to a protected one by a way round its protection. */
public final class Targets {

    private Targets() {}

    /**
     * Connects to a target once, and says which database it is.
     *
     * @param reader how its session is to behave
     * @throws ProblemException PB408 through a pooler, PB410 when an unprotected name reaches a protected database, PB4xx when the
     *     server is not to be had
     */
    public static Ground open(
            Playbook playbook, TargetSpec.Server target, Variables variables, SessionOptions reader, Readers readers) {
        DatabaseUrl named = url(target, variables);
        requireDirect(named, target);
        try (Session session = session(named, target, reader, readers)) {
            DatabaseUrl url = session.url();
            requireDirect(url, target);
            ServerIdentity identity = ServerIdentity.of(session);
            if (!target.isProtected()) {
                requireNotProtected(playbook, variables, identity, target, reader, readers);
            }
            return new Ground(target.name(), url, identity, target.isProtected(), false, Map.of());
        }
    }

    /** The place of the URL in the playbook goes with every problem about it. */
    public static DatabaseUrl url(TargetSpec.Server target, Variables variables) {
        return url(target.url(), target.at(), variables);
    }

    static DatabaseUrl url(Text url, Location at, Variables variables) {
        try {
            return DatabaseUrl.parse(url.fill(variables), variables.values());
        } catch (ProblemException e) {
            throw e.first().at(at).asException(e);
        }
    }

    /** By its name before a connection is made, and by what the connection has shown behind it. */
    static void requireDirect(DatabaseUrl url, TargetSpec.Server target) {
        try {
            url.requireDirect("The target " + target.name());
        } catch (ProblemException e) {
            throw e.first().at(target.at()).asException(e);
        }
    }

    /** A target that cannot be reached is shown where the playbook names it. */
    private static Session session(DatabaseUrl url, TargetSpec.Server target, SessionOptions reader, Readers readers) {
        try {
            return readers.open(url, reader);
        } catch (ProblemException e) {
            throw e.first().at(target.at()).asException(e);
        }
    }

    private static void requireNotProtected(
            Playbook playbook,
            Variables variables,
            ServerIdentity identity,
            TargetSpec.Server target,
            SessionOptions reader,
            Readers readers) {
        for (TargetSpec other : playbook.targets().values()) {
            if (other instanceof TargetSpec.Server server
                    && server.isProtected()
                    && identity(server, variables, reader, readers)
                            .map(identity::sameDatabase)
                            .orElse(false)) {
                throw Problem.of(
                                ProblemCode.PB410,
                                "The target " + target.name() + " is not protected, and reaches the database of "
                                        + server.name() + ", which is")
                        .at(target.at())
                        .hint("use the target " + server.name() + ", or give " + target.name() + " another URL")
                        .asException();
            }
        }
    }

    /** Whether every variable of its URL has a value here. */
    static boolean isAtHand(TargetSpec.Server server, Variables variables) {
        return server.url().references().stream()
                .allMatch(r -> r.hasDefault() || variables.find(r.name()).isPresent());
    }

    /** Who a protected target is; nobody when its variables are not set here or it does not answer, as then no URL reaches it either. */
    private static Optional<ServerIdentity> identity(
            TargetSpec.Server server, Variables variables, SessionOptions reader, Readers readers) {
        if (!isAtHand(server, variables)) {
            return Optional.empty();
        }
        try (Session session = session(url(server, variables), server, reader, readers)) {
            return Optional.of(ServerIdentity.of(session));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
