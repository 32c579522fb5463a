package dev.pgplaybook.schema;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes snapshots in one session, one after the other. */
public final class SnapshotReader {

    private static final String SEPARATOR = "\u001f";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Session session;
    private final SnapshotOptions options;
    private final int major;
    private final String name = "pgplaybook_snapshot_" + NUMBER.incrementAndGet();
    private boolean prepared;

    public SnapshotReader(Session session, SnapshotOptions options) {
        this.session = session;
        this.options = options;
        this.major = session.serverMajor();
    }

    /** To be called where many snapshots follow: the server plans the query now, which takes it about as long as to answer it. */
    public void makeReady() {
        session.together("BEGIN READ ONLY; SET LOCAL search_path = pg_catalog; PREPARE " + name + " AS "
                + SnapshotQuery.of(major, options));
        session.rollback();
        prepared = true;
    }

    /**
     * Reads the catalogs as they are now.
     *
     * @throws dev.pgplaybook.database.StatementFailedException 57014 when it takes longer than the options allow
     */
    public Snapshot read() {
        String query = prepared ? "EXECUTE " + name : SnapshotQuery.of(major, options);
        try {
            // Every name is printed with its schema where no schema but the server's own is on the path.
            List<Row> rows = session.together("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                            + " SET LOCAL search_path = pg_catalog; SET LOCAL jit = off; SET LOCAL statement_timeout = "
                            + options.limit().toMillis() + "; " + query)
                    .rows();
            return Snapshot.of(major, AutomaticNames.settled(facts(rows)));
        } finally {
            session.rollback();
        }
    }

    private static List<Fact> facts(List<Row> rows) {
        List<Fact> facts = new ArrayList<>(rows.size());
        for (Row row : rows) {
            List<String> within = row.text(3).isEmpty()
                    ? List.of()
                    : Arrays.asList(row.text(3).split(SEPARATOR, -1));
            facts.add(new Fact(
                    FactKind.of(row.text(0)),
                    row.text(1),
                    Canonical.form(row.text(2).strip()),
                    within,
                    Integer.parseInt(row.text(4))));
        }
        return facts;
    }
}
