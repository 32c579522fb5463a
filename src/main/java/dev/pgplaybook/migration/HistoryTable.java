package dev.pgplaybook.migration;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code _prisma_migrations}, written as Prisma writes it: times are this machine's, in UTC. Every statement names the
 * table's schema, so that a script that changed the search path cannot send the bookkeeping elsewhere.
 */
public final class HistoryTable {

    private static final String NAME = "_prisma_migrations";

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

    public boolean exists() {
        return !session.query(
                        "SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?",
                        schema,
                        NAME)
                .isEmpty();
    }

    /**
     * Whether the schema holds a table of somebody's, by Prisma's rule for P3005: plain tables alone count, PostGIS's own does not.
     */
    public boolean schemaIsEmpty() {
        return session.query("""
                        SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                        WHERE c.relkind = 'r' AND n.nspname = ? AND c.relname <> 'spatial_ref_sys' LIMIT 1""", schema).isEmpty();
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

    /** A migration begins; gives its row's id. */
    String start(Migration migration, Checksum checksum) {
        String id = UUID.randomUUID().toString();
        session.update(
                "INSERT INTO " + table + " (id, checksum, started_at, migration_name) VALUES (?, ?, ?, ?)",
                id,
                checksum.hex(),
                now(),
                migration.name());
        return id;
    }

    void finish(String id) {
        session.update(
                "UPDATE " + table + " SET applied_steps_count = applied_steps_count + 1, finished_at = ? WHERE id = ?",
                now(),
                id);
    }

    void log(String id, String logs) {
        session.update("UPDATE " + table + " SET logs = ? WHERE id = ?", logs, id);
    }

    void rollBack(String id) {
        session.update("UPDATE " + table + " SET rolled_back_at = ? WHERE id = ?", now(), id);
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
