package dev.pgplaybook.likeness.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.likeness.synthetic.Planted.Result;
import dev.pgplaybook.migration.Foreseen;
import dev.pgplaybook.migration.Foresight;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViolatorsTest {

    private static final String SCHEMA = """
            CREATE TYPE state AS ENUM ('new', 'open', 'gone');
            CREATE TABLE teams (id int PRIMARY KEY);
            CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL UNIQUE, name text, age int CHECK (age < 200), code varchar(20), s state NOT NULL,
              team int, key uuid NOT NULL DEFAULT gen_random_uuid(), small smallint CHECK (small BETWEEN 1 AND 50), total numeric);
            """;
    private static final String ADD_ADMIN = "20251119194448_add_admin";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE users ADD x text NOT NULL                          | THERE",
                "ALTER TABLE users ALTER name SET NOT NULL                      | THERE",
                "UPDATE teams SET id = id; ALTER TABLE users ALTER total SET NOT NULL | THERE",
                "ALTER TABLE users ALTER email SET NOT NULL                     | FORBIDDEN",
                "CREATE UNIQUE INDEX i ON users (key)                           | PLANTED",
                "CREATE UNIQUE INDEX i ON users (email)                         | FORBIDDEN",
                "CREATE UNIQUE INDEX i ON users (lower(email))                  | PLANTED",
                "CREATE UNIQUE INDEX i ON users (key, s) WHERE key IS NOT NULL  | PLANTED",
                "ALTER TABLE users ADD FOREIGN KEY (team) REFERENCES teams      | THERE",
                "ALTER TABLE users ADD CONSTRAINT k CHECK (age >= 0)            | PLANTED",
                "ALTER TABLE users ADD CONSTRAINT k CHECK (small < 60)          | NOT_FOUND",
                "ALTER TABLE users ADD CONSTRAINT k CHECK (length(email) > 3)   | PLANTED",
                "ALTER TABLE users ADD CONSTRAINT k CHECK (email LIKE '%@%')    | PLANTED",
                "ALTER TABLE users ALTER email TYPE varchar(40)                 | PLANTED",
                "ALTER TABLE users ALTER code TYPE varchar(30)                  | NOT_FOUND",
                "ALTER TABLE users ALTER name TYPE int USING length(name)       | NOT_FOUND",
                "ALTER TABLE users ALTER total TYPE numeric(5, 2)               | PLANTED",
                "CREATE TYPE t AS ENUM ('new', 'open'); ALTER TABLE users ALTER s TYPE t USING s::text::t | THERE"
            })
    void standInTheWayOfWhatTheSchemaAllows(String sql, Result result) throws IOException {
        db.execute(SCHEMA);

        Planted planted = plant(List.of(written(sql)), 50).get(0);

        assertThat(planted.result()).as(planted.said()).isEqualTo(result);
        assertThat(fails(sql)).isEqualTo(result == Result.PLANTED || result == Result.THERE);
    }

    @Test
    void findOrphansWhereEveryRowHasAParent() throws IOException {
        db.execute(
                SCHEMA
                        + "INSERT INTO teams VALUES (1); ALTER TABLE users ADD CONSTRAINT old FOREIGN KEY (team) REFERENCES teams");
        fill(50);
        db.execute("ALTER TABLE users DROP CONSTRAINT old");
        String sql = "ALTER TABLE users ADD CONSTRAINT back FOREIGN KEY (team) REFERENCES teams";

        Planted planted = plant(List.of(written(sql)), 0).get(0);

        assertThat(planted.result()).isEqualTo(Result.PLANTED);
        assertThat(fails(sql)).isTrue();
    }

    @Test
    void letTheStorysDraftFailOnWhatProductionFailsOnAndTheRewrittenOnePass() throws IOException {
        String production = Files.readString(Path.of("playbooks/production.sql"));
        db.execute(production.substring(0, production.indexOf("INSERT INTO")));
        Path draft = SharedFolder.require("story/draft/" + ADD_ADMIN + "/migration.sql");
        Path rewritten = Path.of("migrations", ADD_ADMIN, "migration.sql");

        List<Planted> planted = plant(List.of(new Migration(ADD_ADMIN, draft)), 300);

        assertThat(planted)
                .filteredOn(p -> p.result() == Result.THERE)
                .extracting(p -> p.foreseen().demand().site().name())
                .containsExactly("\"direction\"", "\"priceOpen\"", "\"priceOpenAt\"", "\"toAddress\"");
        assertThat(planted).hasSize(4);
        assertThat(refusal(Files.readString(draft)))
                .contains("column \"direction\" of relation \"trades\" contains null values");
        db.execute(Files.readString(rewritten));
        assertThat(db.query("SELECT count(*) FROM trades WHERE direction IS NULL"))
                .isEqualTo("0");
    }

    private List<Planted> plant(List<Migration> pending, long rows) {
        if (rows > 0) {
            fill(rows);
        }
        try (Session session = Session.open(db.url().inItsSchema(), SessionOptions.named("test"))) {
            List<Foreseen> foreseen = Foresight.of(pending, session);
            return new Violators(session).plant(foreseen);
        }
    }

    private void fill(long rows) {
        try (Session session = Session.open(db.url(), SessionOptions.named("test"))) {
            new SyntheticRows(session, 5, Progress.silent()).fill(Map.of(), rows);
        }
    }

    private Migration written(String sql) throws IOException {
        return new Migration("m1", Files.writeString(directory.resolve("migration.sql"), sql));
    }

    private boolean fails(String sql) {
        return !refusal(sql).isEmpty();
    }

    private String refusal(String sql) {
        try {
            db.execute(sql);
            return "";
        } catch (AssertionError refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
