package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.testing.DatabaseExtension;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReparsingTest {

    private static final String SCHEMA = """
            CREATE SCHEMA app;
            CREATE DOMAIN app.email AS text DEFAULT 'none@' CONSTRAINT at CHECK (VALUE ~ '@');
            CREATE TABLE app.t (id int PRIMARY KEY, state varchar(10) DEFAULT 'a' CHECK (state IN ('a', 'b')), n int DEFAULT 1, m int GENERATED ALWAYS AS (n + 1) STORED);
            CREATE INDEX by_n ON app.t (n) WHERE n > 1;
            ALTER INDEX app.by_n SET (fillfactor = 50);
            CREATE VIEW app.v AS SELECT id, state FROM app.t WHERE n > 1;
            CREATE MATERIALIZED VIEW app.mv AS SELECT id FROM app.v;
            CREATE VIEW app.w AS SELECT id FROM app.mv;
            CREATE POLICY own ON app.t FOR SELECT USING (n > 1);
            CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER touch BEFORE UPDATE ON app.t FOR EACH ROW WHEN (NEW.n > 1) EXECUTE FUNCTION app.touch();
            ALTER TABLE app.t DISABLE TRIGGER touch;
            CREATE RULE keep AS ON DELETE TO app.t WHERE OLD.n > 1 DO INSTEAD NOTHING;
            CREATE FUNCTION app.plus(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + 1; END;
            """;

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    /** As another server, or this one behind a dump, could print it: the same to who reads it, and not to the letter. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "constraint app.email.at | CHECK ((VALUE ~ '@'::text)) | CHECK (VALUE ~ ('@'::text))",
                "type app.email | DEFAULT 'none@'::text | DEFAULT ('none@')::text",
                "column app.t.n | DEFAULT 1 | DEFAULT (1)",
                "column app.t.m | (n + 1) | ((n) + (1))",
                "index app.by_n | (n > 1) | n > (1)",
                "view app.v |  WHERE (n > 1) |  WHERE t.n > 1",
                "view app.v | id, | t.id,",
                "materialized view app.mv | id | v.id",
                "policy app.t.own | (n > 1) | (((n)) > 1)",
                "trigger app.t.touch | (new.n > 1) | ((new.n) > (1))",
                "rule app.t.keep | (old.n > 1) | ((old.n) > (1))",
                "function app.plus(integer) | (a + 1) | (plus.a + 1)"
            })
    void takesTwoTextsForOneWhereTheServerDoes(String key, String text, String other) {
        database.execute(SCHEMA);
        Snapshot here = Catalogs.of(database.url());
        Snapshot elsewhere = with(here, key, text, other);

        assertThat(Drift.between(here, elsewhere).differences()).hasSize(1);
        assertThat(Drift.between(here, settled(here, elsewhere)).isEmpty()).isTrue();
        assertThat(Drift.between(elsewhere, settled(elsewhere, here)).isEmpty()).isTrue();
        assertThat(Drift.between(here, Catalogs.of(database.url())).isEmpty())
                .as("nothing is left behind")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "constraint app.email.at | '@'::text | '.'::text",
                "column app.t.n | DEFAULT 1 | DEFAULT 2",
                "column app.t.n | integer DEFAULT | bigint DEFAULT",
                "column app.t.m | (n + 1) | (n + 2)",
                "index app.by_n | (n > 1) | (n > 2)",
                "index app.by_n | fillfactor='50' | fillfactor='60'",
                "view app.v | (n > 1) | (n > 2)",
                "view app.v | (n > 1) | (no_such_column > 1)",
                "materialized view app.mv | id | id + 1 AS id",
                "policy app.t.own | FOR SELECT | FOR DELETE",
                "trigger app.t.touch |  DISABLED | ~~",
                "rule app.t.keep | (old.n > 1) | (old.n > 2)",
                "function app.plus(integer) | (a + 1) | (a + 2)"
            })
    void leavesADifferenceThatIsOne(String key, String text, String other) {
        database.execute(SCHEMA);
        Snapshot here = Catalogs.of(database.url());
        Snapshot elsewhere = with(here, key, text, other);

        assertThat(Drift.between(here, settled(here, elsewhere)).differences()).hasSize(1);
    }

    @Test
    void leavesSnapshotsAloneThatAreEqual() {
        database.execute(SCHEMA);
        Snapshot here = Catalogs.of(database.url());

        assertThat(settled(here, here)).isEqualTo(here);
    }

    private Snapshot settled(Snapshot before, Snapshot after) {
        try (Session scratch = Session.open(database.url(), SessionOptions.named("scratch"))) {
            return new Reparsing(scratch).settled(before, after);
        }
    }

    private static Snapshot with(Snapshot snapshot, String key, String text, String other) {
        Map<String, Fact> facts = new TreeMap<>(snapshot.facts());
        Fact fact = facts.get(key);
        assertThat(fact).as(key).isNotNull();
        assertThat(fact.definition()).contains(text);
        facts.put(key, fact.defined(fact.definition().replace(text, other == null ? "" : other)));
        return new Snapshot(snapshot.major(), facts);
    }
}
