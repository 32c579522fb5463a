package dev.pgplaybook.migration;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.ReadStatement;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads from a target's catalogs what the rules of lint ask. No row of a user's table is read, and no lock is taken. */
public final class HazardFacts {

    private static final Pattern CALL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\"?\\s*\\(");

    /** What the numbers of a table's last ANALYZE say, and where there was none, what its size does. */
    private static final String ROWS =
            "CASE WHEN c.reltuples > 0 THEN c.reltuples::bigint WHEN pg_relation_size(c.oid) = 0 THEN 0"
                    + " ELSE greatest(coalesce(pg_stat_get_live_tuples(c.oid), 0), pg_relation_size(c.oid) / 200) END";

    private final Session session;

    private HazardFacts(Session session) {
        this.session = session;
    }

    /** Asks for what these scripts could touch. */
    public static Facts read(Session session, List<Script> scripts) {
        return new HazardFacts(session).read(scripts);
    }

    private Facts read(List<Script> scripts) {
        int major = (int) session.one("SELECT current_setting('server_version_num')::int / 10000")
                .number(0);
        String path = session.one("SELECT current_setting('search_path')").text(0);
        boolean usual = path.equals("\"$user\", public") || path.equals("public");
        return new Facts(
                true,
                major,
                tables(),
                enums(),
                domains(),
                volatilities(scripts),
                dependents(scripts),
                usual ? "" : path);
    }

    private List<TableFacts> tables() {
        Map<String, List<Schema.Column>> columns = columns();
        Map<String, List<Schema.Index>> indexes = indexes();
        Map<String, List<Schema.Rule>> rules = rules();
        List<TableFacts> tables = new ArrayList<>();
        // The visible ones last: a name without a schema means them.
        for (Row row : session.query(
                "SELECT c.oid::text, quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relkind = 'p',"
                        + " CASE c.relkind WHEN 'p' THEN (SELECT sum(" + ROWS.replace("c.", "leaf.")
                        + ")::bigint FROM pg_partition_tree(c.oid) AS t JOIN pg_class AS leaf ON leaf.oid = t.relid WHERE t.isleaf)"
                        + " ELSE " + ROWS + " END, (SELECT count(*) FROM pg_inherits AS i WHERE i.inhparent = c.oid),"
                        + " EXISTS (SELECT 1 FROM pg_partitioned_table AS p WHERE p.partrelid = c.oid AND p.partdefid <> 0),"
                        + " (SELECT quote_ident(x.relname) FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid"
                        + "   WHERE i.indrelid = c.oid AND i.indisreplident)"
                        + " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm')"
                        + " AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'"
                        + " ORDER BY pg_table_is_visible(c.oid), n.nspname, c.relname")) {
            String oid = row.text(0);
            tables.add(new TableFacts(
                    row.text(1),
                    row.isNull(3) ? OptionalLong.empty() : OptionalLong.of(row.number(3)),
                    columns.getOrDefault(oid, List.of()),
                    indexes.getOrDefault(oid, List.of()),
                    rules.getOrDefault(oid, List.of()),
                    row.flag(2),
                    (int) row.number(4),
                    row.flag(5),
                    row.isNull(6) ? Optional.empty() : Optional.of(row.text(6))));
        }
        return tables;
    }

    private Map<String, List<Schema.Column>> columns() {
        return grouped(
                "SELECT a.attrelid::text, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attnotnull,"
                        + " pg_get_expr(d.adbin, d.adrelid), a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'"
                        + " FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                        + " LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
                        + " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'm')"
                        + " AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' ORDER BY a.attrelid, a.attnum",
                row -> new Schema.Column(
                        Name.meant(row.text(1)),
                        row.text(2),
                        row.flag(3),
                        row.isNull(4) ? Optional.empty() : Optional.of(row.text(4)),
                        !row.isNull(5) && row.flag(5),
                        0));
    }

    private Map<String, List<Schema.Index>> indexes() {
        return grouped(
                "SELECT i.indrelid::text, quote_ident(x.relname), i.indisunique, i.indisprimary, i.indisvalid, i.indpred IS NOT NULL,"
                        + " (SELECT string_agg(pg_get_indexdef(i.indexrelid, k, true), E'\\x01' ORDER BY k)"
                        + "   FROM generate_series(1, i.indnkeyatts) AS k)"
                        + " FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_namespace AS n ON n.oid = x.relnamespace"
                        + " WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' ORDER BY x.relname",
                row -> new Schema.Index(
                        row.text(1), row.flag(2), row.flag(3), row.flag(4), split(row.text(6)), row.flag(5)));
    }

    private Map<String, List<Schema.Rule>> rules() {
        return grouped(
                "SELECT c.conrelid::text, quote_ident(c.conname), CASE c.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE'"
                        + " WHEN 'f' THEN 'FOREIGN KEY' WHEN 'c' THEN 'CHECK' WHEN 'n' THEN 'NOT NULL' ELSE 'EXCLUDE' END,"
                        + " coalesce((SELECT string_agg(quote_ident(a.attname), E'\\x01' ORDER BY k.place) FROM unnest(c.conkey)"
                        + "   WITH ORDINALITY AS k (attnum, place) JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.attnum), ''),"
                        + " CASE WHEN c.confrelid <> 0 THEN c.confrelid::regclass::text END,"
                        + " CASE WHEN c.contype = 'c' THEN pg_get_expr(c.conbin, c.conrelid) END, c.convalidated"
                        + " FROM pg_constraint AS c JOIN pg_namespace AS n ON n.oid = c.connamespace WHERE c.conrelid <> 0 AND c.contype <> 't'"
                        + " AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' ORDER BY c.conname",
                row -> new Schema.Rule(
                        row.text(1),
                        row.text(2),
                        split(row.text(3)),
                        row.isNull(4) ? Optional.empty() : Optional.of(row.text(4)),
                        row.isNull(5) ? "" : row.text(5),
                        row.flag(6)));
    }

    private Map<String, List<String>> enums() {
        Map<String, List<String>> enums = new LinkedHashMap<>();
        session.query(
                        "SELECT quote_ident(t.typname), e.enumlabel FROM pg_enum AS e JOIN pg_type AS t ON t.oid = e.enumtypid"
                                + " ORDER BY t.oid, e.enumsortorder")
                .forEach(row -> enums.computeIfAbsent(row.text(0), name -> new ArrayList<>())
                        .add(row.text(1)));
        return enums;
    }

    private Set<String> domains() {
        return session
                .query("SELECT quote_ident(typname) FROM pg_type AS t WHERE typtype = 'd'"
                        + " AND typnamespace <> 'information_schema'::regnamespace AND (typnotnull OR EXISTS"
                        + " (SELECT 1 FROM pg_constraint AS c WHERE c.contypid = t.oid))")
                .stream()
                .map(row -> row.text(0))
                .collect(Collectors.toSet());
    }

    /** A name may be that of several functions: the most volatile counts. */
    private Map<String, String> volatilities(List<Script> scripts) {
        Set<String> called = new LinkedHashSet<>();
        for (Script script : scripts) {
            Matcher matcher = CALL.matcher(script.source().text());
            while (matcher.find()) {
                called.add(Name.meant(matcher.group(1)));
            }
        }
        Map<String, String> volatilities = new LinkedHashMap<>();
        if (!called.isEmpty()) {
            session.query(
                            "SELECT proname, max(CASE provolatile WHEN 'v' THEN 3 WHEN 's' THEN 2 ELSE 1 END) FROM pg_proc WHERE proname IN ("
                                    + called.stream().map(Identifiers::literal).collect(Collectors.joining(", "))
                                    + ") GROUP BY proname")
                    .forEach(row -> volatilities.put(
                            row.text(0),
                            row.number(1) == 3 ? "volatile" : row.number(1) == 2 ? "stable" : "immutable"));
        }
        return volatilities;
    }

    private Map<String, List<String>> dependents(List<Script> scripts) {
        Map<String, List<String>> dependents = new LinkedHashMap<>();
        for (Script script : scripts) {
            for (Statement statement : script.statements()) {
                if (statement.verb().startsWith("DROP") || statement.verb().equals("ALTER TABLE")) {
                    ReadStatement.of(statement).changes().forEach(change -> dependents(change, dependents));
                }
            }
        }
        return dependents;
    }

    private void dependents(Change change, Map<String, List<String>> found) {
        if (change instanceof TableChange.DropColumn drop) {
            String key = Names.last(drop.table()) + "." + Names.last(drop.column());
            found.put(
                    key,
                    described(
                            "'pg_class'::regclass",
                            "to_regclass(" + Identifiers.literal(drop.table()) + ")",
                            "(SELECT attnum FROM pg_attribute WHERE attrelid = to_regclass("
                                    + Identifiers.literal(drop.table()) + ") AND attname = "
                                    + Identifiers.literal(Name.meant(drop.column())) + ")"));
        } else if (change instanceof ObjectChange.Drop drop) {
            drop.names()
                    .forEach(name -> catalog(drop.kind())
                            .ifPresent(catalog ->
                                    found.put(Names.last(name), described(catalog, oid(drop.kind(), name), "0"))));
        }
    }

    private static Optional<String> catalog(String kind) {
        return switch (kind) {
            case "TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE" -> Optional.of("'pg_class'::regclass");
            case "TYPE", "DOMAIN" -> Optional.of("'pg_type'::regclass");
            case "FUNCTION", "PROCEDURE" -> Optional.of("'pg_proc'::regclass");
            case "EXTENSION" -> Optional.of("'pg_extension'::regclass");
            case "SCHEMA" -> Optional.of("'pg_namespace'::regclass");
            default -> Optional.empty();
        };
    }

    private static String oid(String kind, String name) {
        String literal = Identifiers.literal(name);
        String last = Identifiers.literal(Names.last(name));
        return switch (kind) {
            case "TYPE", "DOMAIN" -> "to_regtype(" + literal + ")";
            case "FUNCTION", "PROCEDURE" -> "ANY (SELECT oid FROM pg_proc WHERE proname = " + last + ")";
            case "EXTENSION" -> "(SELECT oid FROM pg_extension WHERE extname = " + last + ")";
            case "SCHEMA" -> "(SELECT oid FROM pg_namespace WHERE nspname = " + last + ")";
            default -> "to_regclass(" + literal + ")";
        };
    }

    /** What would not go without CASCADE; the column 0 stands for the whole object. */
    private List<String> described(String catalog, String oid, String column) {
        String part = column.equals("0") ? "" : " AND d.refobjsubid = " + column;
        return session
                .query("SELECT DISTINCT regexp_replace(pg_describe_object(d.classid, d.objid, d.objsubid),"
                        + " '^rule _RETURN on ', '') FROM pg_depend AS d WHERE d.refclassid = " + catalog
                        + " AND d.refobjid = " + oid + " AND d.deptype = 'n'" + part + " ORDER BY 1 LIMIT 20")
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(Row row);
    }

    private <T> Map<String, List<T>> grouped(String sql, Reader<T> reader) {
        Map<String, List<T>> groups = new LinkedHashMap<>();
        session.query(sql)
                .forEach(row -> groups.computeIfAbsent(row.text(0), oid -> new ArrayList<>())
                        .add(reader.read(row)));
        return groups;
    }

    private static List<String> split(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split("\u0001", -1));
    }
}
