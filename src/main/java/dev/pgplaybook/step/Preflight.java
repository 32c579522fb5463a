package dev.pgplaybook.step;

import dev.pgplaybook.database.Activity;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What must be so on a real server before its first change. Each finding has a stable id; one that the operator or the playbook
 * accepts becomes a warning.
 */
final class Preflight {

    private static final long BUSY_SECONDS = 60;

    private static final long LAGGING_BYTES = 64L << 20;

    private final Activity activity;
    private final Set<String> accepted;
    private final long patience;
    private final String schema;

    /** @param session reads alone */
    Preflight(Session session, Step step, Set<String> accepted) {
        this.activity = new Activity(session);
        this.accepted = accepted;
        this.schema = session.url().schema().orElse("public");
        this.patience = step.limits()
                .or(Limits.DEFAULTS)
                .lockTimeout()
                .orElse(Duration.ofSeconds(2))
                .toSeconds();
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(one("preflight.primary", "the server takes changes", this::primary));
        findings.add(one("preflight.rights", "the role may change the schema", this::rights));
        findings.add(one("preflight.idle-in-transaction", "no session idles in a transaction", this::idle));
        findings.add(one("preflight.long-transactions", "no transaction is old", this::busy));
        findings.add(one("preflight.prepared-transactions", "no prepared transaction waits", this::prepared));
        findings.add(one("preflight.vacuum-wraparound", "no vacuum against wraparound runs", this::vacuums));
        findings.add(one("preflight.replicas", "replicas keep up", this::replicas));
        findings.add(one("preflight.disk", "room on the server's disk", this::disk));
        return findings;
    }

    /** What a check saw, and whether that is well. */
    private record Seen(Finding.Verdict verdict, String said) {
        static Seen well(String said) {
            return new Seen(Finding.Verdict.PASSED, said);
        }

        static Seen doubtful(String said) {
            return new Seen(Finding.Verdict.WARNED, said);
        }

        static Seen bad(String said) {
            return new Seen(Finding.Verdict.FAILED, said);
        }
    }

    private Finding one(String id, String title, Supplier<Seen> look) {
        Seen seen;
        try {
            seen = look.get();
        } catch (StatementFailedException e) {
            // A managed server may keep a view to itself: then this is not known, which is said, and is no reason to
            // stop.
            seen = Seen.doubtful("not known: " + e.failure().message());
        }
        boolean excused = seen.verdict() == Finding.Verdict.FAILED && accepted.contains(id);
        return excused
                ? Finding.warned(id, title, "accepted: " + seen.said())
                : new Finding(id, title, seen.verdict(), seen.said());
    }

    private Seen primary() {
        return activity.isStandby() ? Seen.bad("it is a standby") : Seen.well("it is a primary");
    }

    private Seen rights() {
        List<String> missing = activity.missingRights(schema);
        return missing.isEmpty() ? Seen.well("it may") : Seen.bad("it " + String.join(", and ", missing));
    }

    /** Idle longer than our statements wait for a lock: nobody knows when it lets go of its own. */
    private Seen idle() {
        return others(activity.transactionsOlderThan(patience, true), true);
    }

    private Seen busy() {
        return others(activity.transactionsOlderThan(BUSY_SECONDS, false), false);
    }

    private Seen others(List<Activity.Other> others, boolean stops) {
        if (others.isEmpty()) {
            return activity.seesOthers()
                    ? Seen.well("none")
                    : Seen.doubtful("none is seen, and the role may not see all");
        }
        String said = others.stream().map(Activity.Other::toString).collect(Collectors.joining(", "));
        return stops ? Seen.bad(said) : Seen.doubtful(said);
    }

    private Seen prepared() {
        List<String> prepared = activity.preparedTransactions();
        return prepared.isEmpty() ? Seen.well("none") : Seen.bad(String.join(", ", prepared));
    }

    private Seen vacuums() {
        List<String> tables = activity.wraparoundVacuums();
        return tables.isEmpty() ? Seen.well("none") : Seen.bad("on " + String.join(", ", tables));
    }

    private Seen replicas() {
        List<Activity.Replica> replicas = activity.replicas();
        String said = replicas.stream()
                .map(r -> r.name() + " " + r.state() + ", "
                        + (r.lagBytes() < 0 ? "lag unknown" : r.lagBytes() + " bytes behind"))
                .collect(Collectors.joining("; "));
        boolean lagging = replicas.stream().anyMatch(r -> r.lagBytes() > LAGGING_BYTES);
        return replicas.isEmpty() ? Seen.well("there are none") : lagging ? Seen.doubtful(said) : Seen.well(said);
    }

    private Seen disk() {
        return Seen.well("the database takes " + (activity.databaseBytes() >> 20)
                + " MiB; a rewrite needs the table's size again, and the free room cannot be seen from here");
    }
}
