package dev.pgplaybook.doctor;

import dev.pgplaybook.database.Activity;
import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Rights;
import dev.pgplaybook.database.ServerIdentity;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.likeness.PgDump;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sandbox.Offer;
import dev.pgplaybook.sandbox.SandboxProvider;
import dev.pgplaybook.sandbox.SandboxRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a database lets its role do, and whether this machine can make a sandbox like it. It reads alone.
 *
 * @param here the extensions that a sandbox can have, where that is known
 */
public record DatabaseExamination(
        Session session, Map<String, String> environment, SandboxProvider sandboxes, Optional<List<String>> here) {

    private static final int OLDEST = 13;

    private static final int NEWEST = 18;

    private static final int NOTICES_LOST_CLIENTS = 14;

    public List<Symptom> look() {
        ServerIdentity identity = ServerIdentity.of(session);
        Activity activity = new Activity(session);
        Rights rights = new Rights(session);
        List<Symptom> symptoms = new ArrayList<>();
        symptoms.add(server(identity));
        symptoms.add(pooler(session.url()));
        symptoms.add(asked("target.primary", () -> primary(activity)));
        symptoms.add(asked("target.create", () -> create(activity)));
        symptoms.add(asked("target.cancel", () -> cancel(rights)));
        symptoms.add(asked("target.see", () -> see(activity)));
        symptoms.add(identified(identity));
        symptoms.add(asked("target.make-databases", () -> makeDatabases(rights)));
        symptoms.add(asked("target.extensions", () -> extensions(rights)));
        symptoms.add(asked("target.disk", () -> disk(activity)));
        symptoms.add(dump(identity.major()));
        symptoms.add(sandbox(identity.major()));
        return symptoms;
    }

    /** A managed server may keep a view to itself: then it is not known. */
    private static Symptom asked(String id, Supplier<Symptom> look) {
        try {
            return look.get();
        } catch (StatementFailedException e) {
            return Symptom.less(id, "not known: " + e.failure().message(), "ask as a role that may see it");
        }
    }

    private static Symptom server(ServerIdentity identity) {
        String said = identity.database() + " on " + identity.host() + ":" + identity.port() + ", PostgreSQL "
                + identity.version() + ", as " + identity.role();
        if (identity.major() < OLDEST || identity.major() > NEWEST) {
            return Symptom.less(
                    "target.server",
                    said,
                    "PostgreSQL " + OLDEST + " to " + NEWEST + " are tested; rehearse with care");
        }
        return identity.major() < NOTICES_LOST_CLIENTS
                ? Symptom.less(
                        "target.server",
                        said + "; before version 14 a server notices late that its client is gone",
                        "after a lost connection, wait or end the old process before resume")
                : Symptom.well("target.server", said);
    }

    private static Symptom pooler(DatabaseUrl url) {
        return url.pooling().isShown()
                ? Symptom.ill(
                        "target.pooler",
                        "a pooler in transaction mode stands before it: "
                                + url.pooling().said(),
                        "use the direct URL of the database: changes through the pooler are refused, reading works")
                : Symptom.well("target.pooler", "no pooler in transaction mode has shown itself");
    }

    private static Symptom primary(Activity activity) {
        return activity.isStandby()
                ? Symptom.ill("target.primary", "it is a standby, which takes no change", "use the primary's URL")
                : Symptom.well("target.primary", "it is a primary");
    }

    private Symptom create(Activity activity) {
        List<String> missing = activity.missingRights(session.url().schema().orElse("public"));
        return missing.isEmpty()
                ? Symptom.well("target.create", "the role may make and change tables")
                : Symptom.ill(
                        "target.create",
                        "the role " + String.join(", and ", missing),
                        "use the role that owns the tables, or GRANT it to this one");
    }

    private static Symptom cancel(Rights rights) {
        return rights.mayCancelOthers()
                ? Symptom.well("target.cancel", "the role may cancel statements of other roles")
                : Symptom.less(
                        "target.cancel",
                        "the role may cancel its own statements alone",
                        "GRANT pg_signal_backend to it, or have somebody at hand who may end what stands in the way");
    }

    private static Symptom see(Activity activity) {
        return activity.seesOthers()
                ? Symptom.well("target.see", "the role sees what other sessions do")
                : Symptom.less(
                        "target.see",
                        "the role does not see what other roles' sessions do",
                        "GRANT pg_read_all_stats to it: long transactions and waiters are found by it");
    }

    private static Symptom identified(ServerIdentity identity) {
        return identity.systemIdentifier().equals("unknown")
                ? Symptom.less(
                        "target.identity",
                        "the server does not tell which cluster it is",
                        "GRANT EXECUTE ON FUNCTION pg_control_system TO the role; resume asks more questions without it")
                : Symptom.well("target.identity", "the server tells which cluster it is");
    }

    private static Symptom makeDatabases(Rights rights) {
        return rights.mayMakeDatabases()
                ? Symptom.well("target.make-databases", "the role may make databases, as provider: server does")
                : Symptom.less(
                        "target.make-databases",
                        "the role may not make databases",
                        "only provider: server needs that; the others do without");
    }

    private Symptom extensions(Rights rights) {
        List<Rights.Extension> extensions = rights.extensions();
        List<String> missing = extensions.stream()
                .map(Rights.Extension::name)
                .filter(name ->
                        here.filter(available -> !available.contains(name)).isPresent())
                .toList();
        String said = extensions.isEmpty()
                ? "it has no extensions"
                : "it has "
                        + String.join(
                                ", ",
                                extensions.stream()
                                        .map(e -> e.name() + " " + e.version())
                                        .toList());
        return missing.isEmpty()
                ? Symptom.well("target.extensions", said)
                : Symptom.less(
                        "target.extensions",
                        said + "; a sandbox on this machine has not " + String.join(", ", missing),
                        "rehearse with provider: container and an image that has them, or with provider: server");
    }

    private static Symptom disk(Activity activity) {
        return Symptom.well(
                "target.disk",
                "the database takes " + (activity.databaseBytes() >> 20)
                        + " MiB; a rewrite needs its table's size again, and the free room cannot be seen from here");
    }

    private Symptom dump(int major) {
        List<PgDump> dumps = PgDump.ofThisMachine(environment);
        return dumps.stream().anyMatch(dump -> dump.major() >= major)
                ? Symptom.well("target.pg-dump", "a pg_dump of this machine reads it")
                : Symptom.less(
                        "target.pg-dump",
                        "no pg_dump of this machine reads PostgreSQL " + major,
                        "install postgresql-client-" + major + ", or use provider: container, whose image has one");
    }

    private Symptom sandbox(int major) {
        try {
            Offer offer = sandboxes.offer(SandboxRequest.of("doctor").ofMajor(major));
            boolean same = offer.major().map(made -> made == major).orElse(true);
            return same
                    ? Symptom.well("target.sandbox", "a sandbox of its version would be " + offer.description())
                    : Symptom.less(
                            "target.sandbox",
                            "a sandbox would be of another version: " + offer.description(),
                            "install postgresql-" + major + ", or a container engine");
        } catch (ProblemException e) {
            return Symptom.less(
                    "target.sandbox",
                    "a sandbox of its version is not to be had: " + e.first().message(),
                    e.first().hint().orElse("install postgresql-" + major + ", or a container engine"));
        }
    }
}
