package dev.pgplaybook.schema;

import dev.pgplaybook.database.ExportedSnapshot;
import dev.pgplaybook.database.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes snapshots in one session, one after the other; with a second one at hand where there is much to read. */
public final class SnapshotReader {

    static final String SEPARATOR = "\u001f";

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
        String limit = "SET LOCAL statement_timeout = " + atMost.toMillis() + "; ";
        return lines(session, opening + SETTINGS + limit + query).stream()
                .map(SnapshotReader::fact)
                .toList();
    }

    /** What the last statement answers, a text for each row. */
    static List<String> lines(Session session, String sql) {
        return session.together(sql).rows().stream().map(row -> row.text(0)).toList();
    }

    /** Of the time for all of it, in however many statements. At least something: none at all would be no limit. */
    private Duration left(long since) {
        Duration left = options.limit().minusNanos(System.nanoTime() - since);
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    static Fact fact(String line) {
        String[] parts = line.split(SnapshotQuery.PART, 5);
        FactKind kind = FactKind.of(parts[0]);
        List<String> within = parts[2].isEmpty() ? List.of() : Arrays.asList(parts[2].split(SEPARATOR, -1));
        return new Fact(kind, parts[3], Canonical.form(kind, parts[4].strip()), within, Integer.parseInt(parts[1]));
    }
}
