package dev.pgplaybook.migration;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.Session.Answer;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table {@code _prisma_migrations}, written as Prisma writes it: times are this machine's, in UTC. Every statement names the
 * table's schema, so that a script that changed the search path cannot send the bookkeeping elsewhere.
 */
public final class HistoryTable {

    private static final String NAME = "_prisma_migrations";

    /** Tables and views of PostGIS, which Prisma knows by name, in letters of any case. */
    private static final String OF_POSTGIS =
            "'spatial_ref_sys', 'geometry_columns', 'geography_columns', 'raster_columns', 'raster_overviews'";

    private final Session session;
    private final Clock clock;
    private final String schema;
    private final String table;

    public HistoryTable(Session session, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.schema = session.url().schema().orElse("public");
        this.table = Identifiers.quote(schema) + "." + NAME;
    }

    /** The same table, over another session of the same database. */
    HistoryTable through(Session other) {
        return new HistoryTable(other, clock);
    }

    public boolean exists() {
        return !session.query(
                        "SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?",
                        schema,
                        NAME)
                .isEmpty();
    }

    /**
     * Whether the schema holds a table of somebody's, by Prisma's rule for P3005: plain tables alone count, PostGIS's own do not.
     */
    public boolean schemaIsEmpty() {
        return session.query("""
                        SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                        WHERE c.relkind = 'r' AND n.nspname = ? AND lower(c.relname) NOT IN (%s)
                        LIMIT 1""".formatted(OF_POSTGIS), schema).isEmpty();
    }

    /** Makes the table, and the schema of the URL where that is missing. */
    public void create() {
        if (session.query("SELECT 1 FROM pg_namespace WHERE nspname = ?", schema)
                .isEmpty()) {
            session.update("CREATE SCHEMA " + Identifiers.quote(schema));
        }
        session.update("CREATE TABLE " + table + """
                 (
                    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
                    checksum                VARCHAR(64) NOT NULL,
                    finished_at             TIMESTAMPTZ,
                    migration_name          VARCHAR(255) NOT NULL,
                    logs                    TEXT,
                    rolled_back_at          TIMESTAMPTZ,
                    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
                    applied_steps_count     INTEGER NOT NULL DEFAULT 0
                )""");
    }

    /**
     * Whether the session, as a script has left it, finds the table by its bare name and may write it as whoever connected, as
     * Prisma must.
     */
    boolean isWithinReach() {
        return session.query("""
                        SELECT CASE WHEN usename <> current_user OR current_setting('default_transaction_read_only')::boolean
                                         OR current_setting('client_encoding') <> 'UTF8' THEN false
                                    ELSE coalesce(to_regclass('_prisma_migrations') = to_regclass(?), false) END
                        FROM pg_stat_activity WHERE pid = pg_backend_pid()""", table).stream().anyMatch(row -> row.flag(0));
    }

    /** All rows, oldest first; none where there is no table. */
    public List<HistoryRow> rows() {
        if (!exists()) {
            return List.of();
        }
        return session
                .query(
                        "SELECT id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count FROM "
                                + table + " ORDER BY started_at, finished_at NULLS LAST")
                .stream()
                .map(HistoryTable::row)
                .toList();
    }

    /**
     * A migration begins; gives its row's id, or nothing where this session does not hold the history's lock any more. The row is
     * committed without waiting for the disk: what the migration commits later carries it along, and a server that loses it has lost
     * nothing else.
     */
    Optional<String> start(Migration migration, Checksum checksum, Checkpoint checkpoint) {
        String id = UUID.randomUUID().toString();
        Answer there = session.together(inserting(id, migration, checksum, checkpoint) + "; " + withId(id));
        return there.count() == 1 ? Optional.of(id) : Optional.empty();
    }

    /** As {@link #start}, and begins the migration's own transaction in the same round trip. */
    Optional<Opening> open(Migration migration, Checksum checksum, Checkpoint checkpoint) {
        String id = UUID.randomUUID().toString();
        Row opened = session.together(inserting(id, migration, checksum, checkpoint) + "; BEGIN; SELECT EXISTS ("
                        + withId(id) + "), pg_current_xact_id()::text")
                .rows()
                .get(0);
        if (!opened.text(0).equals("t")) {
            session.rollback();
            return Optional.empty();
        }
        return Optional.of(new Opening(id, opened.text(1)));
    }

    /**
     * A migration's row, and the transaction that was begun for it.
     *
     * @param transaction its id
     */
    record Opening(String row, String transaction) {}

    private String withId(String id) {
        return "SELECT 1 FROM " + table + " WHERE id = " + Identifiers.literal(id);
    }

    private String inserting(String id, Migration migration, Checksum checksum, Checkpoint checkpoint) {
        return "BEGIN; SELECT pg_catalog.set_config('synchronous_commit', 'off', true); INSERT INTO " + table
                + " (id, checksum, started_at, migration_name, logs) SELECT "
                + Stream.of(id, checksum.hex(), now().toString(), migration.name(), checkpoint.line())
                        .map(Identifiers::literal)
                        .collect(Collectors.joining(", "))
                + " WHERE " + HistoryLock.HELD + "; COMMIT";
    }

    /**
     * A part of the migration has taken effect, or is about to.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB213 when the row is gone: the migration itself took it away
     */
    void reach(String id, Checkpoint checkpoint) {
        transactionOf(session.together(reaching(id, checkpoint)));
    }

    /** {@link #reach} as SQL, to be sent behind the statements that it tells of; {@link #transactionOf} reads what it gives. */
    String reaching(String id, Checkpoint checkpoint) {
        return change(id, "logs = " + Identifiers.literal(checkpoint.line()));
    }

    /** The migration is through; its row then looks as Prisma leaves it. Otherwise as {@link #reach}. */
    void finish(String id) {
        transactionOf(session.together(finishing(id)));
    }

    /** {@link #finish} as SQL, otherwise as {@link #reaching}. */
    String finishing(String id) {
        return change(
                id,
                "applied_steps_count = applied_steps_count + 1, logs = NULL, finished_at = "
                        + Identifiers.literal(now().toString()));
    }

    private String change(String id, String what) {
        return "UPDATE " + table + " SET " + what + " WHERE id = " + Identifiers.literal(id)
                + " RETURNING pg_current_xact_id()::text";
    }

    /**
     * The transaction that a change of a row is part of.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB213 when the row is gone: the migration itself took it away
     */
    static String transactionOf(Answer changed) {
        if (changed.rows().isEmpty()) {
            throw Problem.of(ProblemCode.PB213, "The migration has removed its own row from _prisma_migrations")
                    .hint("a migration must leave the history alone")
                    .asException();
        }
        return changed.rows().get(0).text(0);
    }

    /** The migration did not come through. */
    void fail(String id, String logs) {
        session.update("UPDATE " + table + " SET logs = ? WHERE id = ?", logs, id);
    }

    void rollBack(String id) {
        session.update("UPDATE " + table + " SET rolled_back_at = ? WHERE id = ?", now(), id);
    }

    /** The script is another now, and a person says that it may be. */
    void accept(String id, Checksum checksum) {
        session.update("UPDATE " + table + " SET checksum = ? WHERE id = ?", checksum.hex(), id);
    }

    /** Applied by a person's word: finished as it starts, with no step and an empty log. */
    void markApplied(Migration migration, Checksum checksum) {
        OffsetDateTime now = now();
        session.update(
                "INSERT INTO " + table
                        + " (id, checksum, logs, started_at, finished_at, migration_name) VALUES (?, ?, '', ?, ?, ?)",
                UUID.randomUUID().toString(),
                checksum.hex(),
                now,
                now,
                migration.name());
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static HistoryRow row(Row row) {
        return new HistoryRow(
                row.text(0),
                row.text(1),
                optional(row, 2),
                row.text(3),
                optional(row, 4),
                optional(row, 5),
                row.text(6),
                (int) row.number(7));
    }

    private static Optional<String> optional(Row row, int column) {
        return row.isNull(column) ? Optional.empty() : Optional.of(row.text(column));
    }
}
