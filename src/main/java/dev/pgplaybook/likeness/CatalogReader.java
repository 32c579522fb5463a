package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.likeness.Table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks a server for what a sample needs to know of its tables. */
record CatalogReader(Session session) {

    /** All but the server's own, and temporary ones. An extension brings the rows of its tables itself. */
    private static final String TABLES = """
            SELECT c.oid, coalesce(pg_partition_root(c.oid)::oid, c.oid), n.nspname, c.relname, c.relkind = 'p',
                   NOT c.relispartition
                   AND NOT EXISTS (SELECT FROM pg_depend AS d
                                   WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'),
                   coalesce((SELECT sum(pg_relation_size(l.oid)) FROM pg_class AS l WHERE l.oid = ANY (leaves.oids)), 0),
                   coalesce((SELECT sum(greatest(l.reltuples, 0)) FROM pg_class AS l WHERE l.oid = ANY (leaves.oids)), 0)::bigint
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (SELECT CASE c.relkind
                WHEN 'p' THEN ARRAY(SELECT relid::oid FROM pg_partition_tree(c.oid) WHERE isleaf)
                ELSE ARRAY[c.oid] END) AS leaves (oids)
            WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ORDER BY n.nspname, c.relname""";

    /** An index that computes something of a column depends on it; one that only holds it names it. */
    private static final String COLUMNS = """
            SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod),
                   format_type(CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END,
                               CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE a.atttypmod END),
                   a.attnotnull OR t.typnotnull, a.attgenerated <> '',
                   EXISTS (SELECT FROM pg_index AS i
                           WHERE i.indrelid = a.attrelid AND (i.indisunique OR i.indisexclusion)
                             AND (a.attnum = ANY (i.indkey)
                                  OR EXISTS (SELECT FROM pg_depend AS d
                                             WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                                               AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum)))
            FROM pg_attribute AS a
            JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
            JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum""";

    private static final String KEYS = """
            SELECT i.indrelid, a.attname
            FROM pg_index AS i
            CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
            JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indisprimary AND k.position <= i.indnkeyatts
            ORDER BY i.indrelid, k.position""";

    /** What partitions have of their root is left out. */
    private static final String FOREIGN_KEYS = """
            SELECT f.oid, f.conname, f.conrelid, f.confrelid, f.convalidated, f.confmatchtype = 'f',
                   c.attname, p.attname, n.nspname, o.oprname
            FROM pg_constraint AS f
            CROSS JOIN LATERAL unnest(f.conkey, f.confkey, f.conpfeqop) WITH ORDINALITY AS k (child, parent, operator, position)
            JOIN pg_attribute AS c ON c.attrelid = f.conrelid AND c.attnum = k.child
            JOIN pg_attribute AS p ON p.attrelid = f.confrelid AND p.attnum = k.parent
            JOIN pg_operator AS o ON o.oid = k.operator
            JOIN pg_namespace AS n ON n.oid = o.oprnamespace
            WHERE f.contype = 'f' AND f.conparentid = 0
            ORDER BY f.conrelid::regclass::text, f.conname, k.position""";

    /** @param without a table that is not sampled, as schema and name with a dot between */
    Catalog read(String home, String without) {
        Map<Long, List<Column>> columns = new HashMap<>();
        for (Row row : session.query(COLUMNS)) {
            columns.computeIfAbsent(row.number(0), oid -> new ArrayList<>())
                    .add(new Column(row.text(1), row.text(2), row.text(3), row.flag(4), row.flag(5), row.flag(6)));
        }
        Map<Long, List<String>> keys = new HashMap<>();
        session.query(KEYS)
                .forEach(row -> keys.computeIfAbsent(row.number(0), oid -> new ArrayList<>())
                        .add(row.text(1)));
        Map<Long, Table> tables = new LinkedHashMap<>();
        for (Row row : session.query(TABLES)) {
            long oid = row.number(0);
            boolean sampled = row.flag(5) && !without.equals(row.text(2) + "." + row.text(3));
            tables.put(
                    oid,
                    new Table(
                            oid,
                            row.number(1),
                            row.text(2),
                            row.text(3),
                            row.flag(4),
                            sampled,
                            row.number(6),
                            row.number(7),
                            List.copyOf(columns.getOrDefault(oid, List.of())),
                            List.copyOf(keys.getOrDefault(oid, List.of()))));
        }
        return new Catalog(home, tables, foreignKeys(tables));
    }

    private List<ForeignKey> foreignKeys(Map<Long, Table> tables) {
        Map<Long, List<Row>> byKey = new LinkedHashMap<>();
        session.query(FOREIGN_KEYS)
                .forEach(row -> byKey.computeIfAbsent(row.number(0), oid -> new ArrayList<>())
                        .add(row));
        List<ForeignKey> found = new ArrayList<>();
        for (List<Row> rows : byKey.values()) {
            Row first = rows.get(0);
            Table child = tables.get(first.number(2));
            Table parent = tables.get(first.number(3));
            if (child != null && parent != null) {
                found.add(new ForeignKey(
                        first.text(1),
                        child,
                        parent,
                        first.flag(4),
                        first.flag(5),
                        rows.stream().map(CatalogReader::pair).toList()));
            }
        }
        return List.copyOf(found);
    }

    private static ForeignKey.Pair pair(Row row) {
        String operator = "OPERATOR(" + Identifiers.quote(row.text(8)) + "." + row.text(9) + ")";
        return new ForeignKey.Pair(row.text(6), row.text(7), operator);
    }
}
