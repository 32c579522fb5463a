package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.progress.Progress;
import java.util.HashSet;
import java.util.Set;

/** Fills the materialized views that are filled in the target: without it, nothing can be read from them. */
record MaterializedViews(Session target, Session sandbox, Progress progress) {

    private static final String FILLED =
            "SELECT format('%I.%I', schemaname, matviewname) FROM pg_matviews WHERE ispopulated";

    /** As pg_dump made them, which is each behind what it reads from. */
    private static final String IN_ORDER = """
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind = 'm' AND NOT c.relispopulated ORDER BY c.oid""";

    void fill() {
        Set<String> filled = new HashSet<>();
        target.query(FILLED).forEach(row -> filled.add(row.text(0)));
        for (Row row : sandbox.query(IN_ORDER)) {
            if (filled.contains(row.text(0))) {
                fill(row.text(0));
            }
        }
    }

    /** A view of something that the sandbox lacks is no reason to do without all the rest. */
    private void fill(String view) {
        progress.doing("filling " + view);
        try {
            sandbox.together("REFRESH MATERIALIZED VIEW " + view);
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost() || e.failure().isCancelled()) {
                throw e;
            }
            progress.note("the materialized view " + view + " could not be filled: "
                    + e.failure().message());
        }
    }
}
