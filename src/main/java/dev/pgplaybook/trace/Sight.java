package dev.pgplaybook.trace;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.lock.LockMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One look at a database, from inside the session that changes it: nobody else sees what its open transaction has done. System
 * catalogs and TOAST are left out.
 *
 * @param keys the foreign keys
 * @param unvalidated the constraints of tables and domains that are NOT VALID
 * @param held the strongest lock that this session's transaction holds on each relation, catalogs and dropped ones among them
 * @param wal the position in the write-ahead log
 */
record Sight(
        Map<Long, Relation> relations, List<Key> keys, List<String> unvalidated, Map<Long, LockMode> held, long wal) {

    /** A foreign key between two tables. */
    record Key(long from, long to) {}

    /** Rows of several kinds, told apart by their first column, so that one round trip brings all. */
    private static final String LOOK = """
            WITH user_relations AS MATERIALIZED (
              SELECT c.* FROM pg_catalog.pg_class c
              WHERE c.relnamespace NOT IN (
                  SELECT oid FROM pg_catalog.pg_namespace
                  WHERE nspname IN ('pg_catalog', 'information_schema') OR nspname LIKE 'pg\\_toast%')
                AND c.relkind <> 't')
            SELECT 'relation', c.oid::text,
                   CASE WHEN n.nspname = 'public' THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END
                     || pg_catalog.quote_ident(c.relname),
                   c.relkind::text, c.relfilenode::text,
                   coalesce(i.indrelid, (SELECT d.refobjid FROM pg_catalog.pg_depend d
                     WHERE c.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                       AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0
                       AND d.deptype IN ('a', 'i') LIMIT 1), 0)::text,
                   coalesce((SELECT h.inhparent FROM pg_catalog.pg_inherits h
                     WHERE h.inhrelid = c.oid ORDER BY h.inhseqno LIMIT 1), 0)::text,
                   coalesce(pg_catalog.pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT', false)::text,
                   coalesce(i.indisvalid, true)::text,
                   coalesce(pg_catalog.pg_stat_get_xact_tuples_returned(c.oid), 0)::text,
                   c.reltuples::bigint::text
            FROM user_relations c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
            UNION ALL
            SELECT 'key', conrelid::text, confrelid::text, '', '', '', '', '', '', '', ''
            FROM pg_catalog.pg_constraint WHERE contype = 'f'
            UNION ALL
            SELECT 'unvalidated', '', pg_catalog.quote_ident(o.conname) || ' of ' || o.owner, '', '', '', '', '', '', '', ''
            FROM (SELECT o.conname, CASE WHEN o.conrelid <> 0 THEN o.conrelid::regclass::text
                    ELSE o.contypid::regtype::text END AS owner
                  FROM pg_catalog.pg_constraint o WHERE NOT o.convalidated) o
            UNION ALL
            SELECT 'lock', l.relation::text, l.mode, '', '', '', '', '', '', '', ''
            FROM pg_catalog.pg_locks l
            WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted
              AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            UNION ALL
            SELECT 'wal', (pg_catalog.pg_current_wal_insert_lsn() - '0/0'::pg_catalog.pg_lsn)::text,
                   '', '', '', '', '', '', '', '', ''
            """;

    static Sight of(Session session) {
        Map<Long, Relation> relations = new HashMap<>();
        List<Key> keys = new ArrayList<>();
        List<String> unvalidated = new ArrayList<>();
        Map<Long, LockMode> held = new HashMap<>();
        long wal = 0;
        for (Row row : session.together(LOOK).rows()) {
            switch (row.text(0)) {
                case "relation" -> relations.put(row.number(1), relation(row));
                case "key" -> keys.add(new Key(row.number(1), row.number(2)));
                case "unvalidated" -> unvalidated.add(row.text(2));
                case "lock" ->
                    LockMode.ofServer(row.text(2)).ifPresent(mode -> held.merge(row.number(1), mode, LockMode::or));
                default -> wal = row.number(1);
            }
        }
        return new Sight(relations, keys, unvalidated, held, wal);
    }

    private static Relation relation(Row row) {
        return new Relation(
                row.number(1),
                row.text(2),
                row.text(3).charAt(0),
                row.number(4),
                row.number(5),
                row.number(6),
                isTrue(row.text(7)),
                isTrue(row.text(8)),
                row.number(9),
                row.number(10));
    }

    private static boolean isTrue(String text) {
        return text.startsWith("t");
    }
}
