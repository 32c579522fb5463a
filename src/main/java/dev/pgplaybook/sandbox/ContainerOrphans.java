package dev.pgplaybook.sandbox;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Removes the containers whose process died without closing them. Those of another machine on the same engine are taken for orphans
 * once they are a day old and nobody is connected.
 */
final class ContainerOrphans {

    private static final String LABEL = "dev.pgplaybook.sandbox";

    /** What the names of those begin with that outlive their process. */
    static final String KEPT = "pgplaybook-kept-";

    /** In seconds. */
    private static final long DAY = 24L * 3600;

    /** The title of a server process that serves somebody: user, database, and from where. */
    private static final Pattern CLIENT = Pattern.compile("postgres: \\S+ \\S+ ([0-9a-f.:]+\\([0-9]+\\)|\\[local\\])");

    private ContainerOrphans() {}

    /** What a sandbox's container is known by. */
    static Map<String, String> labels(String label) {
        return Map.of(LABEL, label + ", " + Owner.ourselves());
    }

    static void remove(TestcontainersEngine engine, Bounded calls, Progress progress, Cancellation cancellation)
            throws Bounded.Overdue {
        remove(engine, calls, DAY, progress, cancellation);
    }

    /** @param age of another machine's, in seconds, from which it is taken for an orphan */
    static void remove(
            TestcontainersEngine engine, Bounded calls, long age, Progress progress, Cancellation cancellation)
            throws Bounded.Overdue {
        for (TestcontainersEngine.Labelled found : calls.call(cancellation, () -> engine.withLabel(LABEL))) {
            if (!found.name().startsWith(KEPT) && isOrphan(engine, calls, found, age, cancellation)) {
                remove(engine, calls, found, progress);
            }
        }
    }

    private static boolean isOrphan(
            TestcontainersEngine engine,
            Bounded calls,
            TestcontainersEngine.Labelled found,
            long age,
            Cancellation cancellation)
            throws Bounded.Overdue {
        Optional<Owner> owner = Owner.in(found.value());
        if (owner.filter(Owner::isOfThisMachine).isPresent()) {
            return owner.get().isGone();
        }
        return owner.isPresent()
                && calls.call(cancellation, () -> engine.images().now() - found.created()) > age
                && calls.call(cancellation, () -> engine.processes(found.id())).stream()
                        .noneMatch(title -> CLIENT.matcher(title).find());
    }

    private static void remove(
            TestcontainersEngine engine, Bounded calls, TestcontainersEngine.Labelled orphan, Progress progress) {
        try {
            calls.run(() -> engine.remove(orphan.id()));
            progress.note("removed the sandbox " + orphan.name() + " that an earlier process left behind");
        } catch (Bounded.Overdue e) {
            progress.note("the sandbox " + orphan.name() + " that an earlier process left behind cannot be removed: "
                    + e.said());
        }
    }
}
