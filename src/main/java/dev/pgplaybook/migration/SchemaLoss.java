package dev.pgplaybook.migration;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is lost with a schema.
 *
 * @param tables the largest first, with materialized views and foreign tables
 * @param others how many there are of each other kind of object, in words; what belongs to an extension does not count
 * @param extensions that are installed in it
 * @param dependents what CASCADE takes from other schemas
 * @param settings its owner, grants, comment and default privileges, in words
 */
public record SchemaLoss(
        List<Table> tables,
        List<String> others,
        List<String> extensions,
        List<String> dependents,
        List<String> settings) {

    public SchemaLoss {
        tables = List.copyOf(tables);
        others = List.copyOf(others);
        extensions = List.copyOf(extensions);
        dependents = List.copyOf(dependents);
        settings = List.copyOf(settings);
    }

    /** A table, with how much is in it as the statistics have it, in words. */
    public record Table(String name, String contents) {}

    static SchemaLoss of(Session session, String schema) {
        return new SchemaLoss(
                tables(session, schema),
                others(session, schema),
                texts(
                        session,
                        "SELECT extname FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace WHERE n.nspname = ? ORDER BY 1",
                        schema),
                dependents(session, schema),
                settings(session, schema));
    }

    private static List<Table> tables(Session session, String schema) {
        return session.query("""
                        SELECT c.relname, greatest(c.reltuples::bigint, coalesce(s.n_live_tup, 0)), pg_relation_size(c.oid),
                               pg_size_pretty(pg_total_relation_size(c.oid)), c.relkind::text
                        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                        LEFT JOIN pg_stat_user_tables AS s ON s.relid = c.oid
                        WHERE n.nspname = ? AND c.relkind IN ('r', 'm', 'f', 'p')
                        ORDER BY pg_total_relation_size(c.oid) DESC, 1""", schema).stream()
                .map(row -> new Table(row.text(0), contents(row)))
                .toList();
    }

    /** Statistics may know nothing of a table that has pages; one without pages is empty beyond doubt. */
    private static String contents(Row row) {
        String kind = row.text(4);
        if (kind.equals("p") || kind.equals("f")) {
            return kind.equals("p") ? "partitioned" : "foreign";
        }
        if (row.number(2) == 0) {
            return "empty";
        }
        long count = row.number(1);
        String rows = String.format(Locale.ROOT, count == 1 ? "about %,d row" : "about %,d rows", count);
        return (count > 0 ? rows : "rows not counted") + ", " + row.text(3);
    }

    private static List<String> others(Session session, String schema) {
        Row counts = session.one("""
                WITH own AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
                SELECT (SELECT count(*) FROM pg_class AS c WHERE c.relnamespace = n.oid AND c.relkind = 'v'
                        AND ('pg_class'::regclass, c.oid) NOT IN (SELECT * FROM own)),
                       (SELECT count(*) FROM pg_class AS c WHERE c.relnamespace = n.oid AND c.relkind = 'S'
                        AND ('pg_class'::regclass, c.oid) NOT IN (SELECT * FROM own)),
                       (SELECT count(*) FROM pg_proc AS p WHERE p.pronamespace = n.oid
                        AND ('pg_proc'::regclass, p.oid) NOT IN (SELECT * FROM own)),
                       (SELECT count(*) FROM pg_type AS t WHERE t.typnamespace = n.oid AND t.typtype IN ('e', 'd', 'r')
                        AND ('pg_type'::regclass, t.oid) NOT IN (SELECT * FROM own))
                FROM (SELECT max(oid) AS oid FROM pg_namespace WHERE nspname = ?) AS n""", schema);
        List<String> nouns = List.of("view", "sequence", "function", "type");
        List<String> words = new ArrayList<>();
        for (int i = 0; i < nouns.size(); i++) {
            if (counts.number(i) > 0) {
                words.add(counts.number(i) + " " + nouns.get(i) + (counts.number(i) == 1 ? "" : "s"));
            }
        }
        return words;
    }

    /** Foreign keys, views, columns and triggers of other schemas. */
    private static List<String> dependents(Session session, String schema) {
        return texts(session, """
                WITH gone AS (SELECT oid FROM pg_namespace WHERE nspname = ?)
                SELECT DISTINCT 'foreign key ' || k.conname || ' of ' || k.conrelid::regclass
                FROM pg_constraint AS k JOIN pg_class AS mine ON mine.oid = k.confrelid JOIN pg_class AS theirs ON theirs.oid = k.conrelid
                WHERE k.contype = 'f' AND mine.relnamespace IN (SELECT oid FROM gone)
                  AND theirs.relnamespace NOT IN (SELECT oid FROM gone)
                UNION
                SELECT 'view ' || v.oid::regclass
                FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
                JOIN pg_class AS v ON v.oid = r.ev_class JOIN pg_class AS mine ON mine.oid = d.refobjid
                WHERE d.refclassid = 'pg_class'::regclass AND mine.relnamespace IN (SELECT oid FROM gone)
                  AND v.relnamespace NOT IN (SELECT oid FROM gone)
                UNION
                SELECT 'column ' || a.attname || ' of ' || a.attrelid::regclass
                FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid JOIN pg_class AS c ON c.oid = a.attrelid
                WHERE NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f') AND t.typnamespace IN (SELECT oid FROM gone)
                  AND c.relnamespace NOT IN (SELECT oid FROM gone)
                UNION
                SELECT 'trigger ' || t.tgname || ' of ' || t.tgrelid::regclass
                FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid JOIN pg_class AS c ON c.oid = t.tgrelid
                WHERE NOT t.tgisinternal AND p.pronamespace IN (SELECT oid FROM gone)
                  AND c.relnamespace NOT IN (SELECT oid FROM gone)
                ORDER BY 1""", schema);
    }

    private static List<String> settings(Session session, String schema) {
        return texts(session, """
                WITH s AS (SELECT * FROM pg_namespace WHERE nspname = ?)
                SELECT 'its owner, ' || pg_get_userbyid(nspowner) FROM s WHERE pg_get_userbyid(nspowner) <> current_user
                UNION ALL SELECT 'its grants, ' || nspacl::text FROM s WHERE nspacl IS NOT NULL
                UNION ALL SELECT 'its comment' FROM s WHERE obj_description(oid, 'pg_namespace') IS NOT NULL
                UNION ALL SELECT 'default privileges in it' FROM s WHERE EXISTS (SELECT 1 FROM pg_default_acl WHERE defaclnamespace = s.oid)""", schema);
    }

    private static List<String> texts(Session session, String sql, String schema) {
        return session.query(sql, schema).stream().map(row -> row.text(0)).toList();
    }
}
