package dev.pgplaybook.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A schema of objects of every kind, the same for a seed whenever it is made. Its statements stand in layers: those of one depend on
 * earlier layers alone, and so may come in any order.
 */
final class GeneratedSchema {

    private static final int TABLES = 4;

    private final Random random;
    private final GeneratedExpressions expressions;
    private final String name;
    private final int seed;
    private final Set<String> done = new HashSet<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private final List<String> views = new ArrayList<>();

    GeneratedSchema(int seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.expressions = new GeneratedExpressions(random);
        this.name = "s" + seed;
        types();
        for (int i = 0; i < TABLES; i++) {
            table("t" + i);
        }
        for (int i = 0; i < TABLES; i++) {
            for (int j = 0; j < 7; j++) {
                detail("t" + i, i + "_" + j);
            }
        }
        partitions();
        views();
    }

    String name() {
        return name;
    }

    /** What is to come first. */
    String opening() {
        return "CREATE SCHEMA " + name + "; SET search_path = " + name;
    }

    List<List<String>> layers() {
        return List.of(types, tables, details, views);
    }

    /** All of it, independent statements as they come. */
    List<String> statements(Random order) {
        List<String> statements = new ArrayList<>();
        for (List<String> layer : layers()) {
            List<String> shuffled = new ArrayList<>(layer);
            Collections.shuffle(shuffled, order);
            statements.addAll(shuffled);
        }
        return statements;
    }

    private void types() {
        types.add("CREATE TYPE mood AS ENUM ('sad', 'so so', 'glad')");
        types.add("CREATE TYPE addr AS (street text, zip varchar(10))");
        types.add("CREATE SEQUENCE numbers INCREMENT " + (1 + random.nextInt(9)));
        types.add("CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.n := "
                + expressions.constant().replace("'", "''") + "; RETURN NEW; END'");
        types.add("CREATE FUNCTION plus(a int, b int DEFAULT " + random.nextInt(9)
                + ") RETURNS int LANGUAGE sql IMMUTABLE "
                + expressions.one(
                        "AS 'SELECT a + b'",
                        "RETURN a + b",
                        "BEGIN ATOMIC SELECT a - b; END",
                        "COST 5 STRICT RETURN CASE WHEN a IN (1, -2) THEN b END"));
        types.add("CREATE PROCEDURE tidy() LANGUAGE sql AS 'SELECT 1'");
        types.add("CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '" + random.nextInt(9) + "')");
        types.add("CREATE DOMAIN " + "email AS " + expressions.one("text", "varchar(90)")
                + expressions.one("", " NOT NULL", " DEFAULT 'none@'") + " CHECK ("
                + expressions.one("VALUE ~ '@'", "VALUE IN ('a@', 'b@')", "length(VALUE) BETWEEN 1 AND 90") + ")");
        types.add("CREATE TYPE span AS RANGE (SUBTYPE = "
                + expressions.one("float8, SUBTYPE_DIFF = float8mi", "text, COLLATION = \"C\"", "date") + ")");
        types.add("CREATE COLLATION plain ("
                + expressions.one(
                        "LOCALE = 'C'",
                        "PROVIDER = icu, LOCALE = 'de'",
                        "PROVIDER = icu, LOCALE = 'en', DETERMINISTIC = false")
                + ")");
        types.add("CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int"
                + expressions.one("", ", COMMUTATOR = ===", ", RESTRICT = eqsel, JOIN = eqjoinsel") + ")");
        types.add("CREATE TEXT SEARCH CONFIGURATION words (COPY = " + expressions.one("simple", "english") + ")");
        types.add("ALTER DEFAULT PRIVILEGES IN SCHEMA " + name + " GRANT SELECT ON TABLES TO reader");
        types.add("CREATE FOREIGN DATA WRAPPER far" + seed);
    }

    private void table(String table) {
        tables.add("CREATE TABLE " + table + " (id " + key() + " PRIMARY KEY, "
                + "n int " + fallback(expressions.constant()) + ", m int NOT NULL "
                + fallback("-1") + ", big bigint " + fallback("nextval('numbers')")
                + ", name text " + fallback(expressions.text())
                + expressions.one("", " COLLATE \"C\"", " COLLATE \"POSIX\"")
                + ", \"Code\" varchar(20) " + fallback("'x'") + ", state varchar " + fallback("'new'")
                + ", pad char(3) " + fallback("'x'")
                + ", flag boolean NOT NULL DEFAULT " + expressions.one("true", "'f'", "(1 = 1)") + ", mood mood "
                + fallback("'sad'")
                + ", price numeric(12, 2) " + fallback("-1.50") + ", born date " + fallback("CURRENT_DATE - 1")
                + ", at timestamp(3) " + fallback("now() - '1 day'::interval")
                + ", meta jsonb " + fallback("'{}'") + ", tags text[] " + fallback("ARRAY[]::text[]")
                + ", home addr, e email, active span"
                + ", made "
                + expressions.one(
                        "text GENERATED ALWAYS AS (lower(name) || '" + random.nextInt(9) + "') STORED",
                        "int GENERATED ALWAYS AS (CASE WHEN state IN ('a', 'b') THEN n ELSE -1 END) STORED",
                        "boolean GENERATED ALWAYS AS (\"Code\" = ANY ('{a,b}') OR n BETWEEN -1 AND 1) STORED")
                + ")"
                + expressions.one(
                        "",
                        " WITH (fillfactor = 70)",
                        " WITH (autovacuum_enabled = false, toast.autovacuum_enabled = false)"));
    }

    private String key() {
        return expressions.one(
                "serial",
                "bigint GENERATED ALWAYS AS IDENTITY",
                "int GENERATED BY DEFAULT AS IDENTITY (START 5)",
                "uuid DEFAULT gen_random_uuid()");
    }

    private String fallback(String value) {
        return random.nextBoolean() ? "" : "DEFAULT " + value;
    }

    /** Without names of their own for some, so that the server numbers them. */
    private void detail(String table, String id) {
        details.add(
                switch (random.nextInt(20)) {
                    case 0, 1, 2 ->
                        "ALTER TABLE " + table + " ADD CHECK (" + expressions.bool(random.nextInt(3)) + ")"
                                + expressions.one("", " NOT VALID", " NO INHERIT");
                    case 3 ->
                        "ALTER TABLE " + table + " ADD CONSTRAINT c" + id + " CHECK ("
                                + expressions.bool(1 + random.nextInt(2)) + ")";
                    case 4 ->
                        "ALTER TABLE " + table + " ADD CONSTRAINT u" + id + " UNIQUE (n, name) "
                                + expressions.one("", "DEFERRABLE", "INCLUDE (m)", "WITH (fillfactor = 50)");
                    case 5 ->
                        "CREATE INDEX ON " + table + " ("
                                + expressions.one(
                                        "n",
                                        "name",
                                        "\"Code\"",
                                        "lower(state)",
                                        "n DESC NULLS LAST",
                                        "name text_pattern_ops",
                                        "(n + 1)",
                                        "name COLLATE \"C\"")
                                + ")";
                    case 6, 7 ->
                        "CREATE " + expressions.one("", "UNIQUE ") + "INDEX i" + id + " ON " + table + " (name, "
                                + expressions.one("(" + expressions.number(1) + ")", "m", "state DESC") + ")"
                                + expressions.one("", " INCLUDE (price)") + " WHERE "
                                + expressions.bool(random.nextInt(2));
                    case 8 ->
                        "CREATE INDEX g" + id + " ON " + table + " USING "
                                + expressions.one(
                                        "gin (meta)",
                                        "gin (meta jsonb_path_ops)",
                                        "gin (tags) WITH (fastupdate = off)",
                                        "hash (n)",
                                        "brin (at)",
                                        "gist (active)");
                    case 9 ->
                        "ALTER TABLE " + table + " ADD CONSTRAINT f" + id
                                + " FOREIGN KEY (n, name) REFERENCES keys (a, b) "
                                + expressions.one(
                                        "",
                                        "ON DELETE CASCADE",
                                        "MATCH FULL ON UPDATE SET NULL",
                                        "DEFERRABLE INITIALLY DEFERRED",
                                        "NOT VALID");
                    case 10 ->
                        "CREATE TRIGGER r" + id + " "
                                + expressions.one("BEFORE INSERT", "AFTER UPDATE OF n, name", "BEFORE INSERT OR UPDATE")
                                + " ON " + table + " FOR EACH ROW WHEN ("
                                + expressions.one(
                                        "NEW.n > -1",
                                        "NEW.state IN ('a', 'b')",
                                        "NEW.n IS NOT NULL",
                                        "NEW.\"Code\" = 'x'")
                                + ") EXECUTE FUNCTION touch()";
                    case 11 ->
                        "CREATE POLICY p" + id + " ON " + table
                                + expressions.one("", " FOR SELECT", " AS RESTRICTIVE", " TO reader, writer")
                                + " USING (" + expressions.bool(random.nextInt(2)) + ")";
                    case 12 ->
                        "CREATE RULE l" + id + " AS ON DELETE TO " + table + " WHERE "
                                + expressions.one(
                                        "OLD.n IN (1, -2)", "OLD.state IN ('a', 'b')", "OLD.n BETWEEN 1 AND 2")
                                + " DO INSTEAD "
                                + expressions.one("NOTHING", "UPDATE keys SET a = OLD.n WHERE keys.b = OLD.name");
                    case 13 ->
                        "CREATE STATISTICS x" + id + " " + expressions.one("(ndistinct) ", "") + "ON n, "
                                + expressions.one("name", "(m + 1)", "lower(name), state") + " FROM " + table;
                    case 14 ->
                        once(
                                " ON " + table + " TO " + expressions.one("reader", "writer", "PUBLIC"),
                                "GRANT "
                                        + expressions.one(
                                                "SELECT",
                                                "ALL",
                                                "INSERT, UPDATE",
                                                "SELECT (n, name)",
                                                "UPDATE (\"Code\")"),
                                "",
                                id);
                    case 15 ->
                        once(
                                "COMMENT ON "
                                        + expressions.one(
                                                "TABLE " + table,
                                                "COLUMN " + table + ".n",
                                                "CONSTRAINT " + table + "_pkey ON " + table),
                                "",
                                " IS 'of " + id + "'",
                                id);
                    case 16 ->
                        once(
                                "ALTER TABLE " + table + " "
                                        + expressions.one(
                                                "ENABLE ROW LEVEL SECURITY",
                                                "FORCE ROW LEVEL SECURITY",
                                                "REPLICA IDENTITY FULL",
                                                "CLUSTER ON " + table + "_pkey",
                                                "ALTER state SET STATISTICS 500",
                                                "ALTER name SET STORAGE EXTERNAL"),
                                "",
                                "",
                                id);
                    case 17 ->
                        once(
                                "ALTER TABLE " + table + " ADD COLUMN extra ",
                                "",
                                expressions.one(
                                        "text",
                                        "int DEFAULT -5",
                                        "varchar(5) CHECK (extra IN ('a', 'b'))",
                                        "timestamptz NOT NULL DEFAULT now()"),
                                id);
                    case 18 ->
                        "CREATE PUBLICATION b" + seed + "_" + id + " FOR TABLE " + table
                                + expressions.one("", " (id, n)")
                                + expressions.one("", " WHERE (n > -1)", " WHERE (m BETWEEN -1 AND 1)")
                                + " WITH (publish = 'insert')";
                    default ->
                        "ALTER TABLE " + table + " ADD CONSTRAINT e" + id + " EXCLUDE USING gist (active WITH &&)"
                                + expressions.one("", " WHERE (n > -1)");
                });
    }

    /** What is done a second time would make no difference, or one that depends on the order. */
    private String once(String what, String ahead, String behind, String id) {
        return done.add(what) ? ahead + what + behind : "CREATE SEQUENCE more" + id;
    }

    private void partitions() {
        tables.add("CREATE TABLE keys (a int, b text, UNIQUE (a, b))");
        tables.add(
                "CREATE TABLE logs (id int, at date NOT NULL DEFAULT '2024-01-01', body varchar CHECK (body IN ('a', 'b'))) PARTITION BY "
                        + "RANGE (at)");
        tables.add("CREATE TABLE parents (n int CHECK (n IN (1, -2)), name text DEFAULT 'a')");
        details.add("CREATE TABLE children (extra int) INHERITS (parents)");
        details.add("ALTER TABLE parents ADD CHECK (n > -9)");
        details.add("ALTER TABLE parents ADD CHECK (name <> 'x')");
        details.add("ALTER TABLE parents ADD CHECK (n < 9 AND name <> 'y') NO INHERIT");
        details.add("ALTER TABLE parents ADD CHECK (n <> 5 AND name <> 'z')");
        details.add("CREATE TABLE logs_24 PARTITION OF logs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')");
        details.add("CREATE TABLE logs_25 PARTITION OF logs FOR VALUES FROM ('2025-01-01') TO (MAXVALUE)"
                + expressions.one("", " PARTITION BY LIST (id)"));
        details.add("CREATE INDEX logs_at ON logs (at" + expressions.one("", " DESC", ", id") + ")");
        details.add("CREATE SERVER there" + seed + " FOREIGN DATA WRAPPER far" + seed + " OPTIONS (host 'h"
                + random.nextInt(9) + "')");
    }

    private void views() {
        views.add("CREATE VIEW v0 AS SELECT id, n, name, " + expressions.number(1) + " AS calc FROM t0 WHERE "
                + expressions.bool(2));
        views.add("CREATE VIEW v1 AS SELECT a.n, count(*) FILTER (WHERE "
                + expressions.one("a.n > -1", "b.state IN ('a', 'b')")
                + ") AS many, string_agg(b.name, ', ' ORDER BY b.id) AS names"
                + " FROM t0 AS a " + expressions.one("JOIN", "LEFT JOIN", "FULL JOIN") + " t1 AS b "
                + expressions.one("ON a.n = b.m", "USING (name)", "ON a.state = b.state AND b.\"Code\" IN ('a', 'b')")
                + " GROUP BY a.n" + expressions.one("", " HAVING count(*) > 1", " ORDER BY 1 DESC NULLS LAST LIMIT 5"));
        views.add(
                "CREATE VIEW v2 AS "
                        + expressions.one(
                                "WITH x AS (SELECT n, row_number() OVER (PARTITION BY state ORDER BY n DESC) AS r FROM t2) SELECT * FROM x WHERE r = 1",
                                "SELECT DISTINCT ON (state) state, n FROM t2 ORDER BY state, n",
                                "SELECT n FROM t2 UNION ALL SELECT -m FROM t3 EXCEPT SELECT 1",
                                "SELECT n FROM t2 WHERE EXISTS (SELECT 1 FROM t3 WHERE t3.n = t2.n AND t3.state NOT IN ('a', 'b'))",
                                "SELECT x.k, t2.n FROM t2 CROSS JOIN LATERAL unnest(tags) AS x (k) WHERE (t2.n, t2.m) IN (SELECT n, m FROM t3)",
                                "SELECT sum(price) OVER w AS s, at + '1 mon'::interval AS next, meta -> 'a' AS a FROM t2 WINDOW w AS (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"));
        views.add("CREATE UNLOGGED TABLE scratch (LIKE t1 INCLUDING "
                + expressions.one("DEFAULTS", "ALL EXCLUDING COMMENTS", "IDENTITY") + ")");
        views.add("CREATE TABLE grandchildren () INHERITS (children)");
        views.add("CREATE MATERIALIZED VIEW mv AS SELECT state, " + expressions.string(1) + " AS s FROM t3 WHERE "
                + expressions.bool(1) + " WITH NO DATA");
        views.add("CREATE FUNCTION f(t0) RETURNS boolean LANGUAGE sql "
                + expressions.one(
                        "RETURN ($1).n IN (1, -2)",
                        "BEGIN ATOMIC SELECT count(*) > 1 FROM t1 WHERE state IN ('a', 'b'); END",
                        "AS 'SELECT true'"));
        views.add("COMMENT ON FUNCTION plus(int, int) IS 'adds'");
        views.add("GRANT "
                + expressions.one(
                        "EXECUTE ON FUNCTION plus(int, int)",
                        "USAGE ON SCHEMA " + name,
                        "USAGE ON TYPE mood",
                        "USAGE ON SEQUENCE numbers")
                + " TO reader");
        views.add("CREATE FOREIGN TABLE remote (id int OPTIONS (name 'ID'), s text DEFAULT 'a') SERVER there" + seed);
    }
}
