package dev.pgplaybook.sandbox;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.util.Map;

/** Removes the containers whose process died without closing them. Those of another machine on the same engine are left alone. */
final class ContainerOrphans {

    private static final String LABEL = "dev.pgplaybook.sandbox";

    /** What the names of those begin with that outlive their process. */
    static final String KEPT = "pgplaybook-kept-";

    private ContainerOrphans() {}

    /** What a sandbox's container is known by. */
    static Map<String, String> labels(String label) {
        return Map.of(LABEL, label + ", " + Owner.ourselves());
    }

    static void remove(TestcontainersEngine engine, Bounded calls, Progress progress, Cancellation cancellation)
            throws Bounded.Overdue {
        for (TestcontainersEngine.Labelled found : calls.call(cancellation, () -> engine.withLabel(LABEL))) {
            if (!found.name().startsWith(KEPT)
                    && Owner.in(found.value()).filter(Owner::isGone).isPresent()) {
                remove(engine, calls, found, progress);
            }
        }
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
