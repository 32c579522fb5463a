package dev.pgplaybook.schema;

import dev.pgplaybook.database.ExportedSnapshot;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes snapshots in one session, one after the other; with a second one at hand where there is much to read. */
public final class SnapshotReader {

    private static final String SEPARATOR = "\u001f";

    /** Between the parts of a fact that is one text. */
    private static final String PART = "\u001e";

    /**
     * Every name is printed with its schema where no schema but the server's own is on the path. Of catalogs without statistics, as
     * they are behind a restore, the server expects a row where there are thousands, and would loop over them for each other.
     */
    static final String SETTINGS = "SET LOCAL search_path = pg_catalog; SET LOCAL jit = off;"
            + " SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off; SET LOCAL work_mem = '32MB'; ";

    /** Bytes of the catalog of columns, which an empty database fills to half a million: below, a second login takes longer than it helps. */
    private static final int LARGE = 3_000_000;

    private static final Duration LEAST = Duration.ofMillis(1);

    private final Session session;
    private final SnapshotOptions options;
    private final int major;

    public SnapshotReader(Session session, SnapshotOptions options) {
        this.session = session;
        this.options = options;
        this.major = session.serverMajor();
    }

    /**
     * Reads the catalogs as they are now; large ones in two sessions at once, where a second one is to be had.
     *
     * @throws dev.pgplaybook.database.StatementFailedException 57014 when it takes longer than the options allow
     */
    public Snapshot read() {
        long start = System.nanoTime();
        try {
            Optional<ExportedSnapshot> moment = isLarge() ? ExportedSnapshot.of(session) : Optional.empty();
            return moment.isPresent()
                    ? snapshot(new TwoReaders(
                                    session,
                                    moment.get(),
                                    SnapshotQuery.halves(major, options),
                                    (reading, half) -> facts(reading, "", left(start), half))
                            .facts())
                    : snapshot(facts(
                            session,
                            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ",
                            left(start),
                            SnapshotQuery.of(major, options)));
        } finally {
            session.rollback();
        }
    }

    /** Reads the catalogs as the session's open transaction sees them, which goes on as it was. */
    public Snapshot readWithin() {
        try {
            return snapshot(facts(
                    session, "SAVEPOINT pgplaybook_snapshot; ", options.limit(), SnapshotQuery.of(major, options)));
        } finally {
            session.together("ROLLBACK TO pgplaybook_snapshot; RELEASE pgplaybook_snapshot");
        }
    }

    private boolean isLarge() {
        return !session.url().pooled()
                && session.together("SELECT pg_catalog.pg_relation_size('pg_catalog.pg_attribute') >= " + LARGE)
                        .rows()
                        .get(0)
                        .text(0)
                        .equals("t");
    }

    private Snapshot snapshot(List<Fact> facts) {
        return Snapshot.of(major, AutomaticNames.settled(facts));
    }

    static List<Fact> facts(Session session, String opening, Duration atMost, String query) {
        return facts(session.together(
                        opening + SETTINGS + "SET LOCAL statement_timeout = " + atMost.toMillis() + "; " + query)
                .rows());
    }

    /** Of the time for all of it, in however many statements. At least something: none at all would be no limit. */
    private Duration left(long since) {
        Duration left = options.limit().minusNanos(System.nanoTime() - since);
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** The query, with each fact as one text. A definition may hold anything, and stands last. */
    static String inLines(String query) {
        return "SELECT concat(kind, E'\\x1e', position, E'\\x1e', within, E'\\x1e', identity, E'\\x1e', definition) FROM ("
                + query + ") AS fact (kind, identity, definition, within, position)";
    }

    static Fact factOf(String line) {
        String[] parts = line.split(PART, 5);
        return fact(parts[0], parts[3], parts[4], parts[2], parts[1]);
    }

    private static List<Fact> facts(List<Row> rows) {
        List<Fact> facts = new ArrayList<>(rows.size());
        rows.forEach(row -> facts.add(fact(row.text(0), row.text(1), row.text(2), row.text(3), row.text(4))));
        return facts;
    }

    private static Fact fact(String word, String identity, String said, String within, String position) {
        FactKind kind = FactKind.of(word);
        List<String> keys = within.isEmpty() ? List.of() : Arrays.asList(within.split(SEPARATOR, -1));
        return new Fact(kind, identity, Canonical.form(kind, said.strip()), keys, Integer.parseInt(position));
    }
}
