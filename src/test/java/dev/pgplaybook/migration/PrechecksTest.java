package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.Precheck.Answer;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrechecksTest {

    private static final String ROWS = """
            CREATE TABLE users (id int PRIMARY KEY, email text, name text, age int, status text, code varchar(20));
            CREATE TABLE posts (id int PRIMARY KEY, user_id int, body text);
            INSERT INTO users VALUES (1, 'sam@a.com', 'Sam', 30, 'A', '12'), (2, 'SAM@a.com', 'Sam', -1, 'B', '1234567890'),
              (3, NULL, NULL, 40, 'C', 'x'), (4, NULL, NULL, NULL, NULL, NULL);
            INSERT INTO posts VALUES (1, 1, 'a'), (2, 9, 'b'), (3, NULL, 'c');
            """;

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    private final List<Migration> pending = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE users ADD x text NOT NULL                       | 4 rows of users would be without x, which m1 adds as NOT NULL",
                "ALTER TABLE users ALTER name SET NOT NULL                   | 2 rows of users are without name, which m1 makes NOT NULL",
                "ALTER TABLE users ADD x text; ALTER TABLE users ALTER x SET NOT NULL | 4 rows of users would be without x, which m1 adds as NOT NULL",
                "CREATE UNIQUE INDEX i ON users (name)                       | 2 rows of users share name, which m1 makes unique",
                "CREATE UNIQUE INDEX i ON users (lower(email))               | 2 rows of users share lower(email), which m1 makes unique",
                "CREATE UNIQUE INDEX i ON users (age) WHERE age < 0          | none",
                "CREATE UNIQUE INDEX i ON users (email) NULLS NOT DISTINCT   | 2 rows of users share email, which m1 makes unique",
                "CREATE UNIQUE INDEX i ON users (email, name)                | none",
                "ALTER TABLE users ADD x int DEFAULT 0 UNIQUE                | 4 rows of users share x, which m1 makes unique",
                "ALTER TABLE users ADD CONSTRAINT k CHECK (users.age >= 0)   | 1 row of users does not keep k, which m1 adds",
                "ALTER TABLE users ADD x int DEFAULT 5, ADD CONSTRAINT k CHECK (x > age) | 2 rows of users do not keep k, which m1 adds",
                "ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users | 1 row of posts refers by user_id to no row of users, as m1 requires",
                "CREATE TABLE teams (id int PRIMARY KEY); ALTER TABLE posts ADD CONSTRAINT k FOREIGN KEY (user_id) REFERENCES teams (id) | 2 rows of posts refer by user_id to no row of teams, as m1 requires",
                "ALTER TABLE posts ADD x int DEFAULT 77 REFERENCES users (id) | 3 rows of posts refer by x to no row of users, as m1 requires",
                "ALTER TABLE users ALTER code TYPE varchar(5)                | 1 row of users holds a code that m1 cannot make a varchar(5)",
                "ALTER TABLE users ALTER code TYPE int USING code::int       | at least one row of users holds a code that m1 cannot make a int",
                "ALTER TABLE users ALTER age TYPE text                       | none",
                "CREATE TYPE s AS ENUM ('A', 'B'); ALTER TABLE users ALTER status TYPE s USING (status::text::s) | 1 row of users holds a status that m1 cannot make a s",
                "CREATE TYPE s AS ENUM ('A', 'B', 'C'); ALTER TABLE users ALTER status TYPE s USING status::s | none",
                "ALTER TABLE users ADD CONSTRAINT k CHECK (age > 0) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT k | 1 row of users does not keep k, which m1 adds"
            })
    void tellWhichRowsAreInTheWay(String sql, String said) {
        db.execute(ROWS);
        migration("m1", sql);

        Precheck precheck = only(ask());

        assertThat(precheck.answer()).isEqualTo(said.equals("none") ? Answer.NONE : Answer.SOME);
        assertThat(precheck.stops()).isEqualTo(!said.equals("none"));
        assertThat(precheck.said()).isEqualTo(said.equals("none") ? "no row is in the way" : said);
        assertThat(precheck.answer() == Answer.SOME).as("as the server decides").isEqualTo(fails(sql));
        precheck.sql()
                .filter(show -> !sql.contains("::int"))
                .ifPresent(show -> assertThat(db.rows(show)).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE users ADD x text NOT NULL DEFAULT 'a'",
                "ALTER TABLE users ADD x text UNIQUE",
                "ALTER TABLE users ADD x bigserial PRIMARY KEY",
                "ALTER TABLE users ADD x int GENERATED ALWAYS AS IDENTITY NOT NULL UNIQUE",
                "ALTER TABLE posts ADD x int REFERENCES users (id)",
                "CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t (a); ALTER TABLE t ALTER a SET NOT NULL",
                "ALTER TABLE users ADD IF NOT EXISTS name text NOT NULL",
                "ALTER TABLE users ADD CONSTRAINT k CHECK (age > 0) NOT VALID"
            })
    void areNotNeededWhereNoRowCanBeInTheWay(String sql) {
        db.execute(ROWS);
        migration("m1", sql);

        assertThat(ask()).filteredOn(precheck -> !sql.contains("IF NOT EXISTS")).isEmpty();
        assertThat(ask()).noneMatch(precheck -> sql.contains("NOT VALID"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE users SET name = 'x'; ALTER TABLE users ALTER name SET NOT NULL | rows of users are changed before it",
                "ALTER TABLE users ADD x text; UPDATE users SET x = id; CREATE UNIQUE INDEX i ON users (x) | rows of users are changed before it",
                "DO 'BEGIN END'; ALTER TABLE users ALTER name SET NOT NULL | may change any row",
                "ALTER TABLE users RENAME age TO years; ALTER TABLE users ADD CHECK (years > 0) | changes the column years",
                "ALTER TABLE users RENAME TO people; ALTER TABLE people ALTER name SET NOT NULL | renames a table to people",
                "ALTER TABLE users ADD x uuid DEFAULT gen_random_uuid(), ADD UNIQUE (x) | known only when it is there",
                "CREATE TABLE t AS SELECT 1 AS a; CREATE UNIQUE INDEX i ON t (a) | rows of t are changed before it",
                "ALTER TABLE users ALTER age TYPE text; ALTER TABLE users ADD CHECK (age <> '') | changes the column age",
                "INSERT INTO users (id) VALUES (9); ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users | rows of users are changed before it"
            })
    void sayWhatCannotBePreviewed(String sql, String why) {
        db.execute(ROWS);
        migration("m1", sql);

        assertThat(ask())
                .filteredOn(precheck -> precheck.answer() == Answer.UNASKED)
                .singleElement()
                .satisfies(precheck -> {
                    assertThat(precheck.said()).contains(why);
                    assertThat(precheck.stops()).isFalse();
                });
    }

    @Test
    void knowWhatAnEarlierPendingMigrationDoes() {
        db.execute(ROWS);
        migration("m1", "UPDATE posts SET body = ''");
        migration("m2", "ALTER TABLE users ALTER name SET NOT NULL;\nALTER TABLE posts ALTER body SET NOT NULL");

        List<Precheck> prechecks = ask();

        assertThat(prechecks).extracting(Precheck::answer).containsExactly(Answer.SOME, Answer.UNASKED);
        assertThat(prechecks.get(0).stops())
                .as("a trigger may carry the UPDATE on")
                .isFalse();
        assertThat(prechecks.get(1).foreseen().demand().site().location().toString())
                .endsWith("migration.sql:2:19");
    }

    @Test
    void askWhatAConstraintAsksThatIsThereAlready() {
        db.execute(ROWS + "ALTER TABLE users ADD CONSTRAINT old CHECK (age > 0) NOT VALID;");
        migration("m1", "ALTER TABLE users VALIDATE CONSTRAINT old");

        assertThat(only(ask()).said()).isEqualTo("1 row of users does not keep old, which m1 adds");
    }

    @Test
    void showKeysOnlyWhereValuesMayBeShown() {
        db.execute(ROWS);
        migration("m1", "CREATE UNIQUE INDEX i ON users (name)");

        assertThat(only(ask()).examples()).isEmpty();
        assertThat(only(ask(true, Prechecks.LIMIT)).examples()).containsExactly("Sam, 2");
    }

    @Test
    void areNoPassWhereTheServerDoesNotAnswerInTime() throws SQLException {
        db.execute(ROWS);
        migration("m1", "ALTER TABLE users ALTER name SET NOT NULL");

        try (Connection other = db.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE users");
            Precheck precheck = only(ask(false, Duration.ofMillis(300)));
            other.rollback();

            assertThat(precheck.answer()).isEqualTo(Answer.UNANSWERED);
            assertThat(precheck.said()).contains("within 300 ms");
        }
    }

    @Test
    void areNoPassWhereTheQuestionItselfTakesTooLong() {
        db.execute(ROWS + "CREATE FUNCTION slow(int) RETURNS int LANGUAGE sql AS 'SELECT 1 FROM pg_sleep(5)';");
        migration("m1", "ALTER TABLE users ADD CONSTRAINT k CHECK (slow(age) = 2)");

        Precheck precheck = only(ask(false, Duration.ofMillis(300)));

        assertThat(precheck.answer()).isEqualTo(Answer.UNANSWERED);
        assertThat(precheck.said()).isEqualTo("not answered within 300 ms");
    }

    @Test
    void stopTheStorysDraftAndLetTheRewrittenOneThrough() throws IOException {
        db.execute(Files.readString(Path.of("playbooks/production.sql")));
        String name = "20251119194448_add_admin";
        Path draft = SharedFolder.require("story/draft/" + name + "/migration.sql");
        pending.add(new Migration(name, draft));

        List<Precheck> ofTheDraft = ask();

        assertThat(ofTheDraft)
                .extracting(Precheck::said)
                .containsExactly(
                        "more than 10,000 rows of trades would be without direction, which " + name
                                + " adds as NOT NULL",
                        "more than 10,000 rows of trades would be without priceOpen, which " + name
                                + " adds as NOT NULL",
                        "more than 10,000 rows of trades would be without priceOpenAt, which " + name
                                + " adds as NOT NULL",
                        "500 rows of withdraw_requests would be without toAddress, which " + name
                                + " adds as NOT NULL");
        assertThat(ofTheDraft).allMatch(Precheck::stops);
        assertThat(ofTheDraft.get(1).foreseen().demand().site().location()).hasToString(draft + ":12:1");

        pending.clear();
        pending.add(new Migration(name, Path.of("migrations", name, "migration.sql")));
        assertThat(ask()).isNotEmpty().allMatch(precheck -> precheck.answer() == Answer.UNASKED);
    }

    @Test
    void readNothingOfAnEmptyDatabase() {
        migration("m1", "ALTER TABLE users ALTER name SET NOT NULL");

        assertThat(ask()).isEmpty();
    }

    private List<Precheck> ask() {
        return ask(false, Prechecks.LIMIT);
    }

    private List<Precheck> ask(boolean showValues, Duration limit) {
        SessionOptions options = SessionOptions.named("test")
                .timeouts(Optional.of(limit), Optional.of(limit))
                .asReader();
        try (Session session = Session.open(db.url().inItsSchema(), options)) {
            return new Prechecks(session, limit, showValues, Progress.silent()).ask(pending);
        }
    }

    /** Whether the server refuses the script. */
    private boolean fails(String sql) {
        try {
            db.execute(sql);
            return false;
        } catch (AssertionError refused) {
            return true;
        }
    }

    private void migration(String name, String sql) {
        try {
            Path file = directory.resolve(name).resolve("migration.sql");
            Files.createDirectories(directory.resolve(name));
            pending.add(new Migration(name, Files.writeString(file, sql)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Precheck only(List<Precheck> prechecks) {
        assertThat(prechecks).hasSize(1);
        return prechecks.get(0);
    }
}
