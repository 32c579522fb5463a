package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sandbox.SandboxRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a playbook's sandbox is asked for, and what is to be said of the one that is had.
 *
 * @param migrations that it is made of; absent where it is made of something else, and in a preview, which asks no database for them
 */
record SandboxNeeds(
        Playbook playbook,
        Variables variables,
        SandboxSpec spec,
        Optional<Wanted> wanted,
        Optional<LikeMigrations> migrations) {

    /**
     * The version that is wanted, and whose it is.
     *
     * @param whose as words behind it, such as "of production"
     */
    record Wanted(int major, String whose) {}

    /**
     * The version is the one that the playbook asks for, or that of the database whose schema is taken, or that of the database that
     * the walk is on.
     *
     * @param reader how the database is asked whose schema is taken; it reads alone
     */
    static SandboxNeeds of(
            Playbook playbook,
            Variables variables,
            SandboxSpec spec,
            Optional<Ground> ground,
            Optional<SessionOptions> reader,
            Clock clock) {
        Optional<Wanted> wanted = spec.options()
                .version()
                .map(major -> new Wanted(major, "of the playbook"))
                .or(() -> reader.flatMap(options -> ofLikeness(playbook, variables, spec, options)))
                .or(() -> ground.map(g -> new Wanted(g.identity().major(), "of " + g.name())));
        Optional<LikeMigrations> migrations = reader.filter(
                        options -> spec.like().isOfMigrations())
                .map(options -> new LikeMigrations.Search(playbook, variables, spec, ground, options, clock).find());
        return new SandboxNeeds(playbook, variables, spec, wanted, migrations);
    }

    SandboxRequest request(String label) {
        return new SandboxRequest(
                label,
                wanted.map(Wanted::major),
                spec.options().image(),
                spec.options().pullTimeout(),
                url(),
                onProtectedServer().isEmpty() ? SandboxMemory.key(spec, migrations) : Optional.empty(),
                false);
    }

    /** What the sandbox is like, in words. */
    String like() {
        return migrations.map(LikeMigrations::words).orElseGet(() -> Sandboxes.like(spec.like()));
    }

    /** What the operator should know of a sandbox of this version before they believe in it. */
    List<String> warnings(Optional<Integer> major) {
        List<String> warnings =
                new ArrayList<>(migrations.map(LikeMigrations::warnings).orElseGet(List::of));
        wanted.filter(w -> major.isPresent() && w.major() != major.get())
                .ifPresent(w -> warnings.add("the sandbox is PostgreSQL " + major.get() + " in the place of the "
                        + w.major() + " " + w.whose() + ": what differs between them is not rehearsed"));
        onProtectedServer()
                .forEach(target -> warnings.add("the sandbox is on the server of " + target.name()
                        + ", which is protected: a database of its own is made and dropped there, and takes its room"
                        + " and its time"));
        return warnings;
    }

    /** The protected targets of the server that the sandbox's database is made on. No copy is kept there for the next one. */
    private List<TargetSpec> onProtectedServer() {
        return url().stream()
                .flatMap(url -> playbook.targets().values().stream().filter(target -> isProtectedOn(url, target)))
                .toList();
    }

    private Optional<DatabaseUrl> url() {
        return spec.options().url().map(text -> Targets.url(text, spec.at(), variables));
    }

    private static Optional<Wanted> ofLikeness(
            Playbook playbook, Variables variables, SandboxSpec spec, SessionOptions reader) {
        Optional<TargetSpec.Server> read = spec.like()
                .readTarget()
                .map(playbook.targets()::get)
                .filter(TargetSpec.Server.class::isInstance)
                .map(TargetSpec.Server.class::cast);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        TargetSpec.Server target = read.get();
        try (Session session = Session.open(Targets.url(target, variables), reader)) {
            return Optional.of(new Wanted(ServerIdentity.of(session).major(), "of " + target.name()));
        } catch (ProblemException e) {
            throw e.first().at(target.at()).asException(e);
        }
    }

    /** By host, whatever name it goes by, and port alone: a rehearsal does not connect to a database that nobody has asked it to look at. */
    private boolean isProtectedOn(DatabaseUrl url, TargetSpec target) {
        if (!(target instanceof TargetSpec.Server server)
                || !server.isProtected()
                || !Targets.isAtHand(server, variables)) {
            return false;
        }
        try {
            DatabaseUrl other = Targets.url(server, variables);
            return other.port() == url.port() && url.isOnSameHost(other);
        } catch (ProblemException e) {
            return false;
        }
    }
}
