package dev.pgplaybook.likeness.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.DatabaseExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticRowsTest {

    private static final long ROWS = 500;

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void haveAValueForEveryTypeThatIsBuiltIn() {
        db.execute("""
                CREATE TYPE mood AS ENUM ('sad', 'it''s "ok"');
                CREATE TYPE pair AS (name text, at point);
                CREATE DOMAIN positive AS int CHECK (VALUE > 0);
                CREATE DOMAIN zip AS text CHECK (VALUE ~ '^[0-9]{5}$') NOT NULL;
                CREATE DOMAIN odd AS int CHECK (VALUE % 2 = 1);
                CREATE TABLE everything (
                  a smallint NOT NULL, b int NOT NULL, c bigint NOT NULL, d numeric NOT NULL, e numeric(3, 2) NOT NULL,
                  f real NOT NULL, g double precision NOT NULL, h money NOT NULL, i text NOT NULL, j varchar(3) NOT NULL,
                  k char(2) NOT NULL, l "char" NOT NULL, m name NOT NULL, n bytea NOT NULL, o date NOT NULL, p time NOT NULL,
                  q timetz NOT NULL, r timestamp(0) NOT NULL, s timestamptz NOT NULL, t interval NOT NULL, u boolean NOT NULL,
                  v uuid NOT NULL, w json NOT NULL, x jsonb NOT NULL, y jsonpath NOT NULL, z inet NOT NULL, aa cidr NOT NULL,
                  ab macaddr NOT NULL, ac macaddr8 NOT NULL, ad bit(5) NOT NULL, ae varbit(9) NOT NULL, af tsvector NOT NULL,
                  ag tsquery NOT NULL, ah point NOT NULL, ai line NOT NULL, aj lseg NOT NULL, ak box NOT NULL, al path NOT NULL,
                  am polygon NOT NULL, an circle NOT NULL, ao int4range NOT NULL, ap tstzrange NOT NULL, aq numrange NOT NULL,
                  ar datemultirange NOT NULL, "as" oid NOT NULL, at pg_lsn NOT NULL, au text[] NOT NULL, av int[][] NOT NULL,
                  aw mood NOT NULL, ax mood[] NOT NULL, ay pair NOT NULL, az positive NOT NULL, ba zip, bb odd NOT NULL,
                  bc positive[] NOT NULL, bd regclass, be xid8 NOT NULL, bf pg_snapshot NOT NULL, bg numeric(20, 6) NOT NULL,
                  bh int GENERATED ALWAYS AS (b * 2) STORED, bi varchar NOT NULL, bj bit varying NOT NULL);
                """);

        List<Filled> filled = fill(1, Map.of(), ROWS);

        assertThat(filled).containsExactly(new Filled("everything", ROWS, List.of()));
        assertThat(db.query("SELECT count(*) FROM everything WHERE length(j) > 3 OR bb % 2 <> 1 OR ba !~ '^[0-9]{5}$'"))
                .isEqualTo("0");
    }

    /** A key gets its differences from what it does not refer with, so that the references can spread. */
    @Test
    void differByWhatIsNoReferenceWhereAKeyHasBoth() {
        db.execute("""
                CREATE TYPE kind AS ENUM ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l');
                CREATE TABLE owners (id int PRIMARY KEY);
                CREATE TABLE things (owner_id int NOT NULL REFERENCES owners, kind kind NOT NULL, UNIQUE (owner_id, kind));
                """);

        fill(3, Map.of(), 12);

        assertThat(db.query("SELECT count(DISTINCT kind) FROM things")).isEqualTo("12");
        assertThat(db.query("SELECT count(DISTINCT owner_id) < 12 FROM things")).isEqualTo("t");
    }

    @Test
    void satisfyEveryUniqueKey() {
        db.execute("""
                CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE, handle varchar(8) UNIQUE, born date UNIQUE,
                  code char(4) UNIQUE, price numeric(9, 2) UNIQUE, ref uuid UNIQUE, seen timestamp(0) UNIQUE, addr inet UNIQUE);
                CREATE UNIQUE INDEX ON users (lower(email));
                CREATE UNIQUE INDEX ON users (handle) WHERE born IS NOT NULL;
                CREATE TABLE roles (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
                CREATE TABLE grants (user_id bigint REFERENCES users, role_id int REFERENCES roles, flag bool, PRIMARY KEY (user_id, role_id));
                CREATE TABLE profiles (user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE, bio text);
                CREATE TABLE flags (on_it boolean, kind "char", UNIQUE NULLS NOT DISTINCT (on_it, kind));
                CREATE TABLE only_two (flag bool PRIMARY KEY);
                """);

        List<Filled> filled = fill(7, Map.of("grants", 5_000L, "roles", 20L), ROWS);

        assertThat(filled)
                .extracting(Filled::table)
                .containsExactlyInAnyOrder("users", "roles", "grants", "profiles", "flags", "only_two");
        assertThat(rows("grants", filled)).isEqualTo(5_000);
        assertThat(rows("profiles", filled)).isEqualTo(ROWS);
        assertThat(rows("only_two", filled)).isEqualTo(2);
        assertThat(rows("flags", filled)).isEqualTo(52);
        assertThat(filled)
                .filteredOn(f -> f.table().equals("only_two"))
                .singleElement()
                .satisfies(f -> assertThat(f.notes()).containsExactly("there are only 2 different keys"));
        assertThat(Constraints.validate(db)).isEqualTo(3);
        assertThat(db.query("INSERT INTO users (email) VALUES ('new') RETURNING id"))
                .isEqualTo("501");
        assertThat(db.query("INSERT INTO roles (name) VALUES ('new') RETURNING id"))
                .isEqualTo("21");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHECK (a > 10 AND a <= 20)",
                "CHECK (a BETWEEN -5 AND -1)",
                "CHECK (a < 0)",
                "CHECK (s IN ('A', 'B'))",
                "CHECK (s = 'X' OR a > 1000)",
                "CHECK (length(s) >= 40)",
                "CHECK (char_length(s) BETWEEN 2 AND 4)",
                "CHECK (s LIKE 'ab_%z')",
                "CHECK (s ~ '^[A-Z]{2}\\d{3}-x?[ab]+$')",
                "CHECK (s IS NOT NULL AND s <> '')",
                "CHECK (d > DATE '2030-01-01')",
                "CHECK (t <= TIMESTAMP '2001-02-03 04:05:06')",
                "CHECK (f)",
                "CHECK (NOT f)",
                "CHECK (n >= 0 AND n <= 0.05)",
                "CHECK (a < b)",
                "CHECK (a + b = 30)",
                "CHECK (a % 7 = 3)",
                "CHECK (upper(s) = s)",
                "CHECK ((a IS NULL) <> (b IS NULL))",
                "CHECK (s = repeat('x', a))",
                "CHECK (n <> 0)",
                "CHECK (s ~* '@')",
                "CHECK (d > t::date)",
                "CHECK (CASE WHEN f THEN a > 5 ELSE b > 5 END)",
                "CHECK (s IN ('A', 'B')), UNIQUE (s, a)",
                "EXCLUDE USING gist (int4range(a, a + 3) WITH &&)"
            })
    void satisfyChecks(String constraint) {
        db.execute("CREATE TABLE t (a int, b int, s text, n numeric(6, 4), d date, t timestamp, f bool, " + constraint
                + ")");

        List<Filled> filled = fill(3, Map.of(), 100);

        assertThat(rows("t", filled)).as(filled.toString()).isGreaterThan(0);
        assertThat(db.query("SELECT count(*) FROM t")).isEqualTo(String.valueOf(rows("t", filled)));
    }

    @Test
    void sayWhichTableNoRowIsFoundFor() {
        db.execute("CREATE TABLE t (s text NOT NULL, CONSTRAINT riddle CHECK (md5(s) = 'x')); CREATE TABLE u (a int)");

        List<Filled> filled = fill(3, Map.of(), 100);

        assertThat(filled)
                .containsExactly(
                        new Filled("t", 0, List.of("no row was found that its constraints allow: riddle")),
                        new Filled("u", 100, List.of()));
    }

    @Test
    void closeCirclesAndMakeTrees() {
        db.execute("""
                CREATE TABLE teams (id int PRIMARY KEY, lead_id int);
                CREATE TABLE people (id int PRIMARY KEY, team_id int NOT NULL REFERENCES teams, boss_id int REFERENCES people, CHECK (boss_id <> id));
                ALTER TABLE teams ADD FOREIGN KEY (lead_id) REFERENCES people;
                CREATE TABLE a (id int PRIMARY KEY, b_id int NOT NULL);
                CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a);
                ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b DEFERRABLE INITIALLY DEFERRED;
                """);

        List<Filled> filled = fill(3, Map.of("teams", 10L), 200);

        assertThat(filled).allMatch(f -> f.notes().isEmpty());
        assertThat(Constraints.validate(db)).isEqualTo(6);
        assertThat(db.query("SELECT count(*) FROM people WHERE boss_id IS NULL"))
                .isEqualTo("1");
        assertThat(db.query("SELECT count(DISTINCT lead_id) FROM teams")).isEqualTo("10");
        assertThat(
                        db.query(
                                "WITH RECURSIVE up AS (SELECT id, boss_id, 1 AS depth FROM people UNION ALL"
                                        + " SELECT up.id, p.boss_id, depth + 1 FROM up JOIN people AS p ON p.id = up.boss_id) SELECT max(depth) FROM up"))
                .isEqualTo("8");
    }

    @Test
    void keepReferencesThatShareAColumn() {
        db.execute("""
                CREATE TABLE tenants (id int PRIMARY KEY);
                CREATE TABLE projects (tenant_id int REFERENCES tenants, id int, PRIMARY KEY (tenant_id, id));
                CREATE TABLE members (tenant_id int, id int, PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id) REFERENCES tenants);
                CREATE TABLE tasks (id int PRIMARY KEY, tenant_id int NOT NULL REFERENCES tenants, project_id int NOT NULL, member_id int NOT NULL,
                  FOREIGN KEY (tenant_id, project_id) REFERENCES projects, FOREIGN KEY (tenant_id, member_id) REFERENCES members);
                """);

        List<Filled> filled = fill(3, Map.of("tenants", 5L, "projects", 20L, "members", 20L), 100);

        assertThat(rows("tasks", filled)).isEqualTo(100);
        assertThat(Constraints.validate(db)).isEqualTo(5);
    }

    @Test
    void stayInsideThePartitionsThatAreThere() {
        db.execute("""
                CREATE TABLE days (id bigint, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
                CREATE TABLE days_2 PARTITION OF days FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
                CREATE TABLE kinds (id int, kind text) PARTITION BY LIST (kind);
                CREATE TABLE kinds_a PARTITION OF kinds FOR VALUES IN ('a', 'b');
                CREATE TABLE kinds_c PARTITION OF kinds FOR VALUES IN ('c');
                CREATE TABLE hashed (id int PRIMARY KEY) PARTITION BY HASH (id);
                CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
                CREATE TABLE pairs (a int, b int) PARTITION BY RANGE (a, b);
                CREATE TABLE pairs_1 PARTITION OF pairs FOR VALUES FROM (1, 1) TO (10, 10);
                """);

        List<Filled> filled = fill(3, Map.of(), 300);

        assertThat(filled).allSatisfy(f -> assertThat(f.rows()).as(f.toString()).isEqualTo(300));
        assertThat(db.query("SELECT count(DISTINCT tableoid) FROM kinds")).isEqualTo("2");
    }

    @Test
    void areTheSameForTheSameSeed() {
        db.execute(
                "CREATE SCHEMA one; CREATE SCHEMA two; CREATE TABLE t (id serial PRIMARY KEY, a text, b numeric(9, 3), c uuid, d jsonb)");
        fill(42, Map.of(), ROWS);
        String first = picture();
        db.execute("TRUNCATE t RESTART IDENTITY");
        fill(42, Map.of(), ROWS);
        String second = picture();
        db.execute("TRUNCATE t RESTART IDENTITY");
        fill(43, Map.of(), ROWS);

        assertThat(second).isEqualTo(first);
        assertThat(picture()).isNotEqualTo(first);
    }

    @Test
    void leaveTriggersSilentAndTablesWithRowsAlone() {
        db.execute("""
                CREATE TABLE kinds (name text PRIMARY KEY);
                INSERT INTO kinds VALUES ('a'), ('b');
                CREATE TABLE things (id int PRIMARY KEY, kind text NOT NULL REFERENCES kinds);
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
                CREATE TRIGGER refuse BEFORE INSERT ON things FOR EACH ROW EXECUTE FUNCTION refuse();
                """);

        List<Filled> filled = fill(3, Map.of(), 50);

        assertThat(filled)
                .containsExactly(
                        new Filled("kinds", 0, List.of("it has rows of its own, which stay as they are")),
                        new Filled("things", 50, List.of()));
        assertThat(db.query("SELECT string_agg(DISTINCT kind, '' ORDER BY kind) FROM things"))
                .isEqualTo("ab");
        assertThat(db.query("SHOW session_replication_role")).isEqualTo("origin");
    }

    @Test
    void refuseATableThatIsNotThere() {
        db.execute("CREATE TABLE trades (id int)");

        assertThatThrownBy(() -> fill(1, Map.of("trade", 5L), 10)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.first().message()).contains("There is no table trade");
            assertThat(e.first().hint().orElseThrow()).isEqualTo("did you mean trades?");
        });
    }

    @Test
    void fillTheStorysSchema() throws IOException {
        String production = Files.readString(Path.of("playbooks/production.sql"));
        db.execute(production.substring(0, production.indexOf("INSERT INTO")));

        List<Filled> filled = fill(1, Map.of("trades", 20_000L), 1_000);

        assertThat(filled)
                .allMatch(f -> f.notes().isEmpty())
                .extracting(Filled::rows)
                .contains(20_000L, 1_000L);
        assertThat(Constraints.validate(db)).isGreaterThanOrEqualTo(5);
        assertThat(db.query("SELECT count(DISTINCT status) || min(status) FROM trades"))
                .isEqualTo("1OPEN");
        assertThat(db.query("SELECT count(*) FROM users WHERE email !~ '^user[0-9]+@example.com$'"))
                .isEqualTo("0");
    }

    private List<Filled> fill(long seed, Map<String, Long> counts, long otherwise) {
        try (Session session = Session.open(db.url(), SessionOptions.named("test"))) {
            return new SyntheticRows(session, seed, Progress.silent()).fill(counts, otherwise);
        }
    }

    private String picture() {
        return db.query("SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM t");
    }

    private static long rows(String table, List<Filled> filled) {
        return filled.stream()
                .filter(f -> f.table().equals(table))
                .findFirst()
                .orElseThrow()
                .rows();
    }
}
