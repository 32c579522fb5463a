package dev.pgplaybook.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.likeness.SampleRequest.Amount;
import dev.pgplaybook.likeness.SampleRequest.ColumnMask;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.DatabaseExtension;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

    private static final Mask HASH = new Mask.Hash();
    private static final Mask EMAIL = new Mask.Email();
    private static final Mask NOTHING = new Mask.Nothing();

    @RegisterExtension
    DatabaseExtension target = new DatabaseExtension();

    @RegisterExtension
    DatabaseExtension sandbox = new DatabaseExtension();

    @Test
    void putsNothingOfTheValuesIntoTheSandbox() {
        both("""
                CREATE TABLE people (id int PRIMARY KEY, email varchar(60) NOT NULL UNIQUE, name text, code varchar(12),
                    token uuid UNIQUE, account bigint, age int, amount numeric, photo bytea, phone text, note text, plain text);
                """);
        target.execute("""
                INSERT INTO people SELECT n, 'user' || n || '@example.com', 'Name ' || n % 10, 'c' || n, gen_random_uuid(), n, n, n,
                    '\\x00ff', '+49 ' || n, 'secret', 'kept ' || n
                FROM generate_series(1, 400) AS n;
                UPDATE people SET name = NULL WHERE id % 7 = 0;
                """);

        sample(masks(Map.of(
                "people.email", EMAIL,
                "people.name", HASH,
                "people.code", HASH,
                "people.token", HASH,
                "public.people.account", HASH,
                "people.age", HASH,
                "people.amount", HASH,
                "people.photo", HASH,
                "people.phone", NOTHING,
                "people.note", new Mask.Fixed("it's \\\\ x"))));

        assertThat(sandbox.query(
                        "SELECT count(DISTINCT email) FROM people WHERE email ~ '^[0-9a-f]{32}@example[.]invalid$'"))
                .isEqualTo("400");
        assertThat(sandbox.query("SELECT count(DISTINCT name) FROM people WHERE length(name) = 32"))
                .isEqualTo("10");
        assertThat(sandbox.query("SELECT count(*) FROM people WHERE name IS NULL"))
                .isEqualTo("57");
        assertThat(sandbox.query("SELECT count(DISTINCT (code, token, account)) FROM people WHERE length(code) = 12"))
                .isEqualTo("400");
        assertThat(sandbox.query("SELECT count(phone) FROM people")).isEqualTo("0");
        assertThat(sandbox.query("SELECT DISTINCT note FROM people")).isEqualTo("it's \\\\ x");
        assertThat(sandbox.query("SELECT min(account) >= 0 AND min(age) >= 0 AND min(amount) >= 0 FROM people"))
                .isEqualTo("t");
        List<List<String>> values = target.rows("SELECT email, name, code, token, photo FROM people");
        String all = sandbox.rows("SELECT * FROM people").toString();
        assertThat(values)
                .allSatisfy(row ->
                        assertThat(all).doesNotContain(" " + row.get(0) + ",", " " + row.get(2) + ",", row.get(3)));
        assertThat(all).contains("kept 1").doesNotContain("Name ");
    }

    @Test
    void keepsReferencesWhereBothEndsAreMaskedAlikeAndSaltsEachSampleAnew() {
        both("""
                CREATE TABLE users (email text PRIMARY KEY, boss text REFERENCES users);
                CREATE TABLE logins (n int PRIMARY KEY, "Who" text REFERENCES users);
                """);
        target.execute("""
                INSERT INTO users SELECT 'u' || n || '@example.com' FROM generate_series(1, 50) AS n;
                UPDATE users SET boss = 'u1@example.com';
                INSERT INTO logins SELECT n, 'u' || 1 + n % 50 || '@example.com' FROM generate_series(1, 100) AS n;
                """);
        Map<String, Mask> masks = Map.of("users.email", EMAIL, "users.boss", EMAIL, "logins.Who", EMAIL);
        List<SampleRequest.TableAmount> few =
                List.of(new SampleRequest.TableAmount("users", new Amount.Count(0), SampleTest.HERE));

        sample(new SampleRequest(new Amount.Count(20), few, 0, masks(masks)));

        assertThat(sandbox.query("SELECT count(*) FROM logins JOIN users ON email = \"Who\""))
                .isEqualTo("20");
        assertThat(sandbox.query("SELECT count(DISTINCT boss) FROM users")).isEqualTo("1");
        String first = sandbox.query("SELECT min(boss) FROM users");
        sandbox.execute("TRUNCATE users, logins");
        sample(new SampleRequest(new Amount.Count(20), few, 0, masks(masks)));
        assertThat(sandbox.query("SELECT min(boss) FROM users")).isNotEqualTo(first);
    }

    @Test
    void masksPartitionsThroughTheirTable() {
        both("""
                CREATE TABLE events (id int, who text) PARTITION BY RANGE (id);
                CREATE TABLE low PARTITION OF events FOR VALUES FROM (0) TO (10);
                CREATE UNIQUE INDEX ON low (id);
                CREATE TABLE notes (event int REFERENCES low (id));
                """);
        target.execute("INSERT INTO events VALUES (1, 'somebody'); INSERT INTO notes VALUES (1)");

        sample(new SampleRequest(
                new Amount.Count(5),
                List.of(new SampleRequest.TableAmount("events", new Amount.Count(0), SampleTest.HERE)),
                0,
                masks(Map.of("events.who", HASH))));

        assertThat(sandbox.query("SELECT length(who) FROM low")).isEqualTo("32");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "people.nme      | hash  | PB623 | The target has no column people.nme",
                "people.id       | null  | PB622 | The mask null cannot be put on people.id: the column is NOT NULL",
                "people.nick     | null  | PB622 | The mask null cannot be put on people.nick: the column is unique",
                "people.nick     | x     | PB622 | The mask fixed cannot be put on people.nick: the column is unique",
                "people.lower_me | x     | PB622 | The mask fixed cannot be put on people.lower_me: the column is unique",
                "people.short    | hash  | PB622 | The mask hash cannot be put on people.short: the column is character varying(9), which cannot hold that",
                "people.short    | email | PB622 | The mask email cannot be put on people.short: the column is character varying(9), which cannot hold that",
                "people.brief    | ten letters | PB622 | The mask fixed cannot be put on people.brief: the column is character varying(9), which cannot hold that",
                "people.born     | hash  | PB622 | The mask hash cannot be put on people.born: the column is date, which cannot hold that",
                "people.born     | soon  | PB622 | The mask fixed cannot be put on people.born: the column is date, which has no such value",
                "people.doubled  | hash  | PB622 | The mask hash cannot be put on people.doubled: the column is generated from other columns",
                "people.nick     | hash  | PB622 | The mask hash cannot be put on people.nick: the column belongs to the foreign key pets_owner_fkey of pets, which would be broken",
                "pets.owner      | hash  | PB622 | The mask hash cannot be put on pets.owner: the column belongs to the foreign key pets_owner_fkey of pets, which would be broken",
                "pets.owner      | x     | PB622 | The mask fixed cannot be put on pets.owner: the column belongs to the foreign key pets_owner_fkey of pets, which would be broken"
            })
    void refusesWhatTheSchemaForbids(String column, String mask, ProblemCode code, String message) {
        both("""
                CREATE TABLE people (id int PRIMARY KEY, nick text UNIQUE, lower_me text, short varchar(9) UNIQUE, brief varchar(9),
                    born date, doubled int GENERATED ALWAYS AS (id * 2) STORED);
                CREATE UNIQUE INDEX ON people (lower(lower_me));
                CREATE TABLE pets (owner text REFERENCES people (nick));
                """);
        Mask rule = mask.equals("hash")
                ? HASH
                : mask.equals("email") ? EMAIL : mask.equals("null") ? NOTHING : new Mask.Fixed(mask);

        Problem problem = catchThrowableOfType(ProblemException.class, () -> sample(masks(Map.of(column, rule))))
                .first();

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.at()).contains(SampleTest.HERE);
        assertThat(problem.hint()).isPresent();
    }

    @Test
    void maySeverAReferenceAndSaysWhichTableTakesNoMaskedRow() {
        both("""
                CREATE TABLE people (id int PRIMARY KEY, name text CHECK (name ~ '^[A-Z]'));
                CREATE TABLE pets (owner int REFERENCES people);
                """);
        target.execute("INSERT INTO people VALUES (1, 'Sam'); INSERT INTO pets VALUES (1)");

        sample(masks(Map.of("pets.owner", NOTHING)));
        assertThat(sandbox.query("SELECT count(*) FROM pets WHERE owner IS NULL"))
                .isEqualTo("1");

        sandbox.execute("TRUNCATE people, pets");
        Problem problem = catchThrowableOfType(
                        ProblemException.class, () -> sample(masks(Map.of("people.name", new Mask.Fixed("sam")))))
                .first();
        assertThat(problem.message())
                .contains("The sample of people")
                .contains("people_name_check")
                .doesNotContain("sam)");
    }

    private void both(String schema) {
        target.execute(schema);
        sandbox.execute(schema);
    }

    private static List<ColumnMask> masks(Map<String, Mask> byColumn) {
        List<ColumnMask> masks = new ArrayList<>();
        byColumn.forEach((column, mask) -> masks.add(new ColumnMask(column, mask, SampleTest.HERE)));
        return masks;
    }

    private void sample(List<ColumnMask> masks) {
        sample(new SampleRequest(new Amount.Share(new BigDecimal("100")), List.of(), 0, masks));
    }

    private void sample(SampleRequest request) {
        try (Session reader = Session.open(
                        target.url(), SessionOptions.named("target").asReader());
                Session filled = Session.open(sandbox.url(), SessionOptions.named("filled"));
                Session asked = Session.open(sandbox.url(), SessionOptions.named("asked"))) {
            new Sample(reader, new Sample.Sandbox(filled, asked), Progress.silent()).take(request, Optional.empty());
        }
    }
}
