package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.likeness.synthetic.Table.Check;
import dev.pgplaybook.likeness.synthetic.Table.Column;
import dev.pgplaybook.likeness.synthetic.Table.ForeignKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables that hold rows of the user's, read from the catalogs. */
final class Schema {

    /** Neither the system's nor an extension's; a partition is filled through its table, the history by deploy. */
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind = 'p'
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('information_schema', 'pgplaybook') AND n.nspname NOT LIKE 'pg\\_%'
              AND c.relname <> '_prisma_migrations'
              AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    private static final String COLUMNS = """
            SELECT a.attrelid, a.attname, a.atttypid, a.atttypmod,
                   a.attnotnull OR (t.typtype = 'd' AND t.typnotnull), a.attidentity <> '', pg_get_expr(d.adbin, d.adrelid)
            FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attrelid, a.attnum
            """;

    private static final String KEYS = """
            SELECT i.indrelid, c.relname,
                   (SELECT array_agg(coalesce(a.attname, '') ORDER BY k.place)::text[]
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
                    LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number > 0
                    WHERE k.place <= i.indnkeyatts)::text,
                   pg_get_expr(i.indexprs, i.indrelid)
            FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE i.indisunique ORDER BY i.indrelid, c.relname COLLATE "C"
            """;

    private static final String CONSTRAINTS = """
            SELECT conrelid, contype, conname, confrelid, pg_get_expr(conbin, conrelid),
                   (SELECT array_agg(a.attname ORDER BY k.place)::text FROM unnest(conkey) WITH ORDINALITY AS k (number, place)
                    JOIN pg_attribute AS a ON a.attrelid = conrelid AND a.attnum = k.number),
                   (SELECT array_agg(a.attname ORDER BY k.place)::text FROM unnest(confkey) WITH ORDINALITY AS k (number, place)
                    JOIN pg_attribute AS a ON a.attrelid = confrelid AND a.attnum = k.number)
            FROM pg_constraint WHERE contype IN ('c', 'f') AND conrelid <> 0 AND conparentid = 0 ORDER BY conrelid, conname COLLATE "C"
            """;

    private final Session session;

    Schema(Session session) {
        this.session = session;
    }

    List<Table> tables() {
        Map<Long, List<Column>> columns = columns();
        Map<Long, List<Table.Key>> keys = keys();
        Map<Long, List<ForeignKey>> foreignKeys = new HashMap<>();
        Map<Long, List<Check>> checks = new HashMap<>();
        constraints(foreignKeys, checks);
        List<Table> tables = new ArrayList<>();
        for (Row row : session.query(TABLES)) {
            long oid = row.number(0);
            tables.add(new Table(
                    oid,
                    row.text(1),
                    row.text(2),
                    row.flag(3),
                    columns.getOrDefault(oid, List.of()),
                    keys.getOrDefault(oid, List.of()),
                    foreignKeys.getOrDefault(oid, List.of()),
                    checks.getOrDefault(oid, List.of()),
                    row.flag(3) ? partitions(oid) : List.of()));
        }
        return tables;
    }

    private Map<Long, List<Column>> columns() {
        Map<Long, List<Column>> columns = new HashMap<>();
        for (Row row : session.query(COLUMNS)) {
            columns.computeIfAbsent(row.number(0), oid -> new ArrayList<>())
                    .add(new Column(
                            row.text(1),
                            row.number(2),
                            (int) row.number(3),
                            row.flag(4),
                            row.flag(5),
                            row.isNull(6) ? Optional.empty() : Optional.of(row.text(6))));
        }
        return columns;
    }

    private Map<Long, List<Table.Key>> keys() {
        Map<Long, List<Table.Key>> keys = new HashMap<>();
        for (Row row : session.query(KEYS)) {
            List<String> columns = names(row.value(2));
            boolean plain = row.isNull(3);
            keys.computeIfAbsent(row.number(0), oid -> new ArrayList<>())
                    .add(new Table.Key(
                            row.text(1),
                            columns.stream().filter(name -> !name.isEmpty()).toList(),
                            plain ? List.of() : List.of(row.text(3))));
        }
        return keys;
    }

    private void constraints(Map<Long, List<ForeignKey>> foreignKeys, Map<Long, List<Check>> checks) {
        for (Row row : session.query(CONSTRAINTS)) {
            long oid = row.number(0);
            if (row.text(1).equals("c")) {
                checks.computeIfAbsent(oid, o -> new ArrayList<>()).add(new Check(row.text(2), row.text(4)));
            } else {
                foreignKeys
                        .computeIfAbsent(oid, o -> new ArrayList<>())
                        .add(new ForeignKey(row.text(2), names(row.value(5)), row.number(3), names(row.value(6))));
            }
        }
    }

    /** What each leaf asks of its rows. */
    private List<String> partitions(long oid) {
        List<Row> rows = session.query(
                "SELECT pg_get_partition_constraintdef(t.relid), pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT'"
                        + " FROM pg_partition_tree(?::bigint::oid::regclass) AS t JOIN pg_class AS c ON c.oid = t.relid"
                        + " WHERE t.isleaf AND c.relispartition ORDER BY c.relname COLLATE \"C\"",
                oid);
        boolean anyRow =
                rows.stream().anyMatch(row -> row.flag(1) || row.text(0).contains("satisfies_hash_partition"));
        return anyRow ? List.of() : rows.stream().map(row -> row.text(0)).toList();
    }

    /** A text array of names as the server prints it. */
    private static List<String> names(@Nullable Object array) {
        if (array == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        String text = array.toString();
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                name.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '}')) {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        return Collections.unmodifiableList(names);
    }
}
