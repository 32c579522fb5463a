package dev.pgplaybook.migration;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.Session.Answer;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** How many microseconds this machine's clock is ahead of the server's. */
    private @Nullable Long ahead;

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

    /** Whether a row's migration began then or later, by the clock of the machine that began both. */
    public boolean beganSince(HistoryRow row, Instant then) {
        return session
                .query(
                        "SELECT 1 FROM " + table + " WHERE id = ? AND started_at >= ?::timestamptz",
                        row.id(),
                        then.toString())
                .stream()
                .findAny()
                .isPresent();
    }

    /** What a row says when its migration begins. */
    record Beginning(String id, Migration migration, Checksum checksum, Checkpoint checkpoint) {
        static Beginning of(Migration migration, Checksum checksum, Checkpoint checkpoint) {
            return new Beginning(UUID.randomUUID().toString(), migration, checksum, checkpoint);
        }
    }

    /**
     * A migration begins; says whether it may: not where this session does not hold the history's lock any more. The row is committed
     * without waiting for the disk: what the migration commits later carries it along, and a server that loses it has lost nothing
     * else.
     */
    boolean start(Beginning row) {
        return session.together(committed(row) + "; " + withId(row.id())).count() == 1;
    }

    /** As {@link #start}, and begins the migration's own transaction in the same round trip; gives its id. */
    Optional<String> open(Beginning row) {
        Row opened = session.together(
                        committed(row) + "; " + Session.BEGIN_AND_NAME + ", EXISTS (" + withId(row.id()) + ")")
                .rows()
                .get(0);
        if (!opened.text(1).equals("t")) {
            session.rollback();
            return Optional.empty();
        }
        return Optional.of(opened.text(0));
    }

    private String committed(Beginning row) {
        return "BEGIN; SELECT pg_catalog.set_config('synchronous_commit', 'off', true); " + inserting(row) + "; COMMIT";
    }

    private String withId(String id) {
        return "SELECT 1 FROM " + table + " WHERE id = " + Identifiers.literal(id);
    }

    private String inserting(Beginning row) {
        return "INSERT INTO " + table + " (id, checksum, migration_name, logs, started_at) SELECT "
                + Stream.of(
                                row.id(),
                                row.checksum().hex(),
                                row.migration().name(),
                                row.checkpoint().line())
                        .map(Identifiers::literal)
                        .collect(Collectors.joining(", "))
                + ", " + time() + " WHERE " + HistoryLock.HELD;
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
        return change(id, "applied_steps_count = applied_steps_count + 1, logs = NULL, finished_at = " + time());
    }

    /**
     * As {@link #finishing}, and lets the next migration begin in the same transaction; {@link #hasBegunNext} tells whether it has.
     *
     * @param next whose row is then committed before its own transaction begins
     */
    String finishingBefore(Beginning next, String id) {
        return "WITH begun AS (" + inserting(next) + " RETURNING 1) " + finishing(id)
                + ", (SELECT count(*) FROM begun)";
    }

    static boolean hasBegunNext(Answer finished) {
        return finished.rows().stream()
                .anyMatch(row -> row.values().size() > 1 && row.text(1).equals("1"));
    }

    /**
     * The time by this machine's clock when the server comes to it, since a text is sent before what it tells of is done: the server's
     * time, and by how much ours is ahead, which is asked once so that times of one deploy keep their order.
     */
    private String time() {
        if (ahead == null) {
            Instant server = OffsetDateTime.parse(
                            session.together("SELECT pg_catalog.to_char(pg_catalog.clock_timestamp()"
                                            + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                                    .rows()
                                    .get(0)
                                    .text(0))
                    .toInstant();
            ahead = ChronoUnit.MICROS.between(server, clock.instant());
        }
        return "pg_catalog.clock_timestamp() + '" + ahead + " microseconds'";
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
