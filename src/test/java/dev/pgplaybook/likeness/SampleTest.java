package dev.pgplaybook.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.likeness.SampleRequest.Amount;
import dev.pgplaybook.likeness.SampleRequest.TableAmount;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.DatabaseExtension;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The target and the sandbox are two databases; the sandbox has the schema already. */
class SampleTest {

    static final Location HERE = new Location(Path.of("playbook.yaml"), 7, 9);

    @RegisterExtension
    DatabaseExtension target = new DatabaseExtension();

    @RegisterExtension
    DatabaseExtension sandbox = new DatabaseExtension();

    @Test
    void bringsWhatItsRowsReferToAndNothingElse() {
        both(
                "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE trades (id int PRIMARY KEY, user_id int REFERENCES users)");
        target.execute("INSERT INTO users SELECT generate_series(1, 1000);"
                + "INSERT INTO trades SELECT n, 1 + n % 500 FROM generate_series(1, 2000) AS n");

        long rows = sample(share("0"), Map.of("trades", new Amount.Count(50)));

        assertThat(sandbox.query("SELECT count(*) FROM trades")).isEqualTo("50");
        assertThat(sandbox.query("SELECT array_agg(id ORDER BY id) FROM users"))
                .isEqualTo(sandbox.query("SELECT array_agg(DISTINCT user_id ORDER BY user_id) FROM trades"));
        assertThat(rows).isEqualTo(Long.parseLong(sandbox.query("SELECT 50 + count(*) FROM users")));
    }

    @Test
    void takesAboutTheWantedShareAndTheSameRowsForTheSameSeed() {
        both("CREATE TABLE t (id int PRIMARY KEY, note text)");
        target.execute("INSERT INTO t SELECT n, 'n' || n FROM generate_series(1, 20000) AS n");

        sample(share("10"), Map.of());
        String first = sandbox.query("SELECT array_agg(id ORDER BY id)::text FROM t");
        assertThat(Integer.parseInt(sandbox.query("SELECT count(*) FROM t"))).isBetween(1700, 2300);

        target.execute("CLUSTER t USING t_pkey; UPDATE t SET note = note || '!'");
        sandbox.execute("TRUNCATE t");
        sample(share("10"), Map.of());
        assertThat(sandbox.query("SELECT array_agg(id ORDER BY id)::text FROM t"))
                .isEqualTo(first);

        sandbox.execute("TRUNCATE t");
        sample(new SampleRequest(share("10"), List.of(), 8, List.of()));
        assertThat(sandbox.query("SELECT array_agg(id ORDER BY id)::text FROM t"))
                .isNotEqualTo(first);
    }

    @Test
    void followsCompositeKeysSelfReferencesAndCyclesThroughTablesOfWhichNothingIsWanted() {
        both("""
                CREATE TABLE "Order Lines" ("Order" int, "Line" text, PRIMARY KEY ("Order", "Line"));
                CREATE SCHEMA "Shop Floor";
                CREATE TABLE "Shop Floor"."Notes" (
                    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Order" int, "Line" text,
                    FOREIGN KEY ("Order", "Line") REFERENCES "Order Lines");
                CREATE TABLE people (id int PRIMARY KEY, boss int REFERENCES people, team int);
                CREATE TABLE teams (id int PRIMARY KEY, lead int REFERENCES people DEFERRABLE);
                ALTER TABLE people ADD FOREIGN KEY (team) REFERENCES teams DEFERRABLE;
                """);
        target.execute("""
                INSERT INTO "Order Lines" SELECT n % 10, 'line '' ' || n FROM generate_series(1, 500) AS n;
                INSERT INTO "Shop Floor"."Notes" ("Order", "Line")
                SELECT n % 10, CASE WHEN n % 3 > 0 THEN 'line '' ' || n END FROM generate_series(1, 500) AS n;
                INSERT INTO people SELECT n, nullif(n - 1, 0) FROM generate_series(1, 40) AS n;
                INSERT INTO teams SELECT n, n FROM generate_series(1, 40) AS n;
                UPDATE people SET team = 41 - id;
                """);

        sample(share("0"), Map.of("Shop Floor.Notes", share("20"), "people", new Amount.Count(1)));

        assertThat(count("\"Shop Floor\".\"Notes\"")).isBetween(50, 150);
        assertThat(count("\"Order Lines\""))
                .isEqualTo(Integer.parseInt(
                        sandbox.query("SELECT count(*) FROM \"Shop Floor\".\"Notes\" WHERE \"Line\" IS NOT NULL")));
        assertThat(count("people")).isGreaterThan(1);
        assertClosed();
    }

    @Test
    void keepsPartitionsInheritedTablesGeneratedColumnsAndTablesWithoutAKey() {
        both("""
                CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
                CREATE TABLE events (id bigint, at date, user_id uuid REFERENCES users, PRIMARY KEY (id, at))
                    PARTITION BY RANGE (at);
                CREATE TABLE events_24 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                CREATE TABLE events_25 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE TABLE remarks (event bigint, at date, FOREIGN KEY (event, at) REFERENCES events);
                CREATE TABLE reviews (event bigint, at date, FOREIGN KEY (event, at) REFERENCES events_25);
                CREATE TABLE base (id int PRIMARY KEY, note text);
                CREATE TABLE derived (extra text, twice int GENERATED ALWAYS AS (id * 2) STORED) INHERITS (base);
                """);
        target.execute("""
                INSERT INTO users SELECT gen_random_uuid() FROM generate_series(1, 100);
                INSERT INTO events SELECT n, date '2024-01-01' + n, (SELECT id FROM users OFFSET n % 100 LIMIT 1)
                FROM generate_series(1, 700) AS n;
                INSERT INTO remarks SELECT id, at FROM events;
                INSERT INTO reviews SELECT id, at FROM events_25;
                INSERT INTO base SELECT n, 'base' FROM generate_series(1, 300) AS n;
                INSERT INTO derived SELECT n, 'derived', E'tab\\there' FROM generate_series(301, 600) AS n;
                """);

        sample(share("5"), Map.of("events", share("2"), "base", share("100"), "derived", share("50")));

        assertThat(count("remarks")).isBetween(10, 80);
        assertThat(count("reviews")).isBetween(1, 60);
        assertThat(count("events")).isBetween(count("reviews"), 160);
        assertThat(count("ONLY base")).isEqualTo(300);
        assertThat(count("derived")).isBetween(100, 200);
        assertThat(sandbox.query("SELECT bool_and(twice = id * 2 AND extra = E'tab\\there') FROM derived"))
                .isEqualTo("t");
        assertThat(sandbox.rows("SELECT * FROM events EXCEPT SELECT * FROM events"))
                .isEmpty();
        assertClosed();
    }

    @Test
    void letsSequencesGoOnWhereTheTargetsAre() {
        both("""
                CREATE TABLE a (id serial PRIMARY KEY);
                CREATE TABLE b ("Id" bigint GENERATED BY DEFAULT AS IDENTITY (START 10 INCREMENT 10));
                CREATE TABLE c (id serial);
                CREATE SEQUENCE "Free one";
                """);
        target.execute("""
                INSERT INTO a SELECT FROM generate_series(1, 50);
                INSERT INTO b SELECT FROM generate_series(1, 5);
                INSERT INTO c VALUES (7), (9);
                SELECT setval('"Free one"', 1234);
                """);

        sample(share("100"), Map.of());

        assertThat(sandbox.query("SELECT nextval('a_id_seq')")).isEqualTo("51");
        assertThat(sandbox.query("SELECT nextval('\"b_Id_seq\"')")).isEqualTo("60");
        assertThat(sandbox.query("SELECT nextval('c_id_seq')")).isEqualTo("10");
        assertThat(sandbox.query("SELECT nextval('\"Free one\"')")).isEqualTo("1235");
    }

    @Test
    void fillsTheMaterializedViewsThatAreFilledInTheTarget() {
        String views = """
                CREATE TABLE t (id int PRIMARY KEY);
                CREATE MATERIALIZED VIEW total AS SELECT count(*) AS rows FROM t %1$s;
                CREATE MATERIALIZED VIEW "Twice" AS SELECT rows * 2 AS rows FROM total %1$s;
                CREATE MATERIALIZED VIEW empty AS SELECT * FROM t WITH NO DATA;
                """;
        target.execute(views.formatted(""));
        sandbox.execute(views.formatted("WITH NO DATA"));
        target.execute("INSERT INTO t SELECT generate_series(1, 100)");

        sample(new Amount.Count(10), Map.of());

        assertThat(sandbox.query("SELECT rows FROM \"Twice\"")).isEqualTo("20");
        assertThat(sandbox.query("SELECT ispopulated FROM pg_matviews WHERE matviewname = 'empty'"))
                .isEqualTo("f");
    }

    @Test
    void keepsValuesAsTheyAreAndFiresNoTrigger() {
        both("""
                CREATE TYPE mood AS ENUM ('fine', 'so so');
                CREATE TABLE t (id int PRIMARY KEY, f double precision, n numeric, at timestamptz, every interval, m mood[],
                    raw bytea, j jsonb, d date, s text);
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'fired'; END $$;
                """);
        target.execute(
                "INSERT INTO t VALUES (1, 0.1::float8 + 0.2, 1e100, '2025-01-01 00:00:00.123456+05', '-1 mon 2 days -3:00',"
                        + " '{fine,\"so so\"}', '\\x00ff', '{\"a\": \"\\\\n\"}', 'infinity', E'\\\\N \\t \\n \\\\. ü'), (2, 'NaN', null,"
                        + " null, null, null, null, null, null, null)");
        sandbox.execute("CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION refuse()");
        target.execute("ALTER DATABASE " + target.url().database() + " SET IntervalStyle = 'sql_standard'");

        sample(share("100"), Map.of());

        assertThat(sandbox.rows("SELECT * FROM t ORDER BY id")).hasSize(2).isEqualTo(inPostgresStyle());
    }

    private List<List<String>> inPostgresStyle() {
        target.execute("ALTER DATABASE " + target.url().database() + " RESET IntervalStyle");
        return target.rows("SELECT * FROM t ORDER BY id");
    }

    @Test
    void leavesOrphansOfAKeyThatWasNeverValidatedAndRefusesOthers() {
        both("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int); "
                + "ALTER TABLE c ADD CONSTRAINT c_p FOREIGN KEY (p) REFERENCES p NOT VALID");
        target.execute(
                "SET session_replication_role = replica; INSERT INTO p VALUES (1); INSERT INTO c VALUES (1), (2)");

        assertThat(sample(share("100"), Map.of())).isEqualTo(3);

        sandbox.execute("TRUNCATE p, c");
        target.execute("UPDATE pg_constraint SET convalidated = true WHERE conname = 'c_p'");
        Problem problem = problem(new SampleRequest(share("100"), List.of(), 0, List.of()));
        assertThat(problem.code()).isEqualTo(ProblemCode.PB621);
        assertThat(problem.message()).contains("c_p of c").contains("refer to no row of p");
    }

    @Test
    void takesPagesOfALargeTableInsteadOfReadingIt() {
        Table large =
                new Table(1, 1, "public", "t", false, true, RootQuery.LARGE, 12_000_000, List.of(), List.of("id"));

        assertThat(new RootQuery(large, share("0.5"), 7).tail())
                .isEqualTo(" FROM ONLY \"public\".\"t\" AS t TABLESAMPLE SYSTEM (0.5) REPEATABLE (7)");
        assertThat(new RootQuery(large, new Amount.Count(6000), 7).tail())
                .isEqualTo(" FROM ONLY \"public\".\"t\" AS t TABLESAMPLE SYSTEM (0.100000) REPEATABLE (7) LIMIT 6000");
        target.execute("CREATE TABLE t AS SELECT generate_series(1, 100000) AS id");
        String tenth = "SELECT md5(string_agg(id::text, ',' ORDER BY id)), count(*)"
                + new RootQuery(large, share("10"), 7).tail();
        assertThat(target.rows(tenth)).isEqualTo(target.rows(tenth));
        assertThat(Integer.parseInt(target.rows(tenth).get(0).get(1))).isBetween(3_000, 20_000);
    }

    @Test
    void refusesTablesThatAreNotThereAllAtOnce() {
        both(
                "CREATE TABLE t (id int); CREATE SCHEMA x; CREATE TABLE x.u (id int); CREATE SCHEMA y; CREATE TABLE y.u (id int)");

        ProblemException problems = catchThrowableOfType(
                ProblemException.class, () -> sample(share("1"), Map.of("T", share("1"), "u", share("1"))));

        assertThat(problems.problems())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "The target has no table T to take rows from",
                        "The target has several tables u to take rows from");
        assertThat(problems.first().at()).contains(HERE);
    }

    @Test
    void refusesToTakeWhatAPolicyHides() {
        both("CREATE TABLE secret (id int)");
        target.execute("INSERT INTO secret VALUES (1); ALTER TABLE secret ENABLE ROW LEVEL SECURITY;"
                + "CREATE ROLE sampler LOGIN PASSWORD 'sampler-7'; GRANT SELECT ON secret TO sampler");
        DatabaseUrl all = target.url();
        DatabaseUrl some = new DatabaseUrl(
                all.host(),
                all.port(),
                all.database(),
                "sampler",
                Optional.of("sampler-7"),
                all.parameters(),
                Optional.empty(),
                false);

        Problem problem = catchThrowableOfType(
                        ProblemException.class,
                        () -> sample(some, new SampleRequest(share("100"), List.of(), 0, List.of())))
                .first();

        target.execute("DROP OWNED BY sampler; DROP ROLE sampler");
        assertThat(problem.code()).isEqualTo(ProblemCode.PB621);
        assertThat(problem.message())
                .startsWith("The sample of secret could not be taken: query would be affected by row-level security");
    }

    private void both(String schema) {
        target.execute(schema);
        sandbox.execute(schema);
    }

    private int count(String table) {
        return Integer.parseInt(sandbox.query("SELECT count(*) FROM " + table));
    }

    /** The server itself looks at every reference again. */
    private void assertClosed() {
        List<List<String>> keys = sandbox.rows(
                "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint WHERE contype = 'f' AND conparentid = 0");
        assertThat(keys).isNotEmpty();
        for (List<String> key : keys) {
            String definition = sandbox.query(
                    "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conparentid = 0 AND quote_ident(conname) = '"
                            + key.get(1) + "' AND conrelid = '" + key.get(0) + "'::regclass");
            sandbox.execute("ALTER TABLE " + key.get(0) + " DROP CONSTRAINT " + key.get(1) + ", ADD " + definition);
        }
    }

    private static Amount share(String percent) {
        return new Amount.Share(new BigDecimal(percent));
    }

    private long sample(Amount amount, Map<String, Amount> tables) {
        List<TableAmount> amounts = new ArrayList<>();
        tables.forEach((table, wanted) -> amounts.add(new TableAmount(table, wanted, HERE)));
        return sample(new SampleRequest(amount, amounts, 7, List.of()));
    }

    private Problem problem(SampleRequest request) {
        return catchThrowableOfType(ProblemException.class, () -> sample(request))
                .first();
    }

    private long sample(SampleRequest request) {
        return sample(target.url(), request);
    }

    private long sample(DatabaseUrl from, SampleRequest request) {
        try (Session reader = Session.open(from, SessionOptions.named("target").asReader());
                Session filled = Session.open(sandbox.url(), SessionOptions.named("filled"));
                Session asked = Session.open(sandbox.url(), SessionOptions.named("asked"))) {
            Sample sample = new Sample(reader, new Sample.Sandbox(filled, asked), Progress.silent());
            long rows = sample.take(request, Optional.empty());
            sample.fillViews();
            return rows;
        }
    }
}
