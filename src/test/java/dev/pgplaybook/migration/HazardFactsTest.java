package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import dev.pgplaybook.testing.DatabaseExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HazardFactsTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void readsTablesWithAllThatIsBuiltOnThem() {
        db.execute(
                "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, \"fullName\" varchar(80) NOT NULL);"
                        + "CREATE INDEX users_name ON users (\"fullName\", id) WHERE id > 7;"
                        + "CREATE TABLE trades (user_id bigint REFERENCES users, amount int CHECK (amount > 0));"
                        + "INSERT INTO trades SELECT NULL, i FROM generate_series(1, 1200) AS i; ANALYZE trades");

        Facts facts = read("SELECT 1");

        TableFacts users = table(facts, "public.users");
        assertThat(users.rows()).hasValue(0);
        assertThat(users.columns())
                .extracting(Schema.Column::name, Schema.Column::type, Schema.Column::notNull, Schema.Column::numbered)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("id", "bigint", true, true),
                        org.assertj.core.groups.Tuple.tuple("fullName", "character varying(80)", true, false));
        assertThat(users.indexes())
                .filteredOn(index -> index.name().equals("users_name"))
                .singleElement()
                .satisfies(index -> {
                    assertThat(index.columns()).containsExactly("\"fullName\"", "id");
                    assertThat(index.partial()).isTrue();
                });
        TableFacts trades = table(facts, "public.trades");
        assertThat(trades.rows()).hasValue(1200);
        assertThat(trades.rules())
                .filteredOn(rule -> rule.kind().equals("FOREIGN KEY"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.references()).contains("users"));
        assertThat(trades.rules())
                .filteredOn(rule -> rule.kind().equals("CHECK"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.condition()).contains("amount > 0"));
    }

    @Test
    void countsWhatThePartitionsHold() {
        db.execute(
                "CREATE TABLE m (d int) PARTITION BY RANGE (d); CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (2000);"
                        + "CREATE TABLE m_rest PARTITION OF m DEFAULT; INSERT INTO m SELECT generate_series(0, 1999); ANALYZE m1");

        TableFacts m = table(read("SELECT 1"), "public.m");

        assertThat(m.partitioned()).isTrue();
        assertThat(m.partitions()).isEqualTo(2);
        assertThat(m.hasDefaultPartition()).isTrue();
        assertThat(m.rows()).hasValue(2000);
    }

    @Test
    void looksUpWhatScriptsCallAndDrop() {
        db.execute("CREATE FUNCTION ticket() RETURNS int VOLATILE LANGUAGE sql AS 'SELECT 1';"
                + "CREATE FUNCTION tenant() RETURNS int STABLE LANGUAGE sql AS 'SELECT 1';"
                + "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN email AS text CHECK (VALUE <> '');"
                + "CREATE TABLE t (a int, m mood); CREATE VIEW v AS SELECT a FROM t");

        Facts facts = read("ALTER TABLE t ADD b int DEFAULT ticket(), ADD c int DEFAULT tenant(); DROP TABLE t CASCADE;"
                + " DROP TYPE mood; ALTER TABLE t DROP COLUMN a CASCADE");

        assertThat(facts.volatility("ticket")).contains("volatile");
        assertThat(facts.volatility("tenant")).contains("stable");
        assertThat(facts.enums()).containsEntry("mood", List.of("sad", "ok"));
        assertThat(facts.constrainedDomains()).containsExactly("email");
        assertThat(facts.dependentsOf("t")).containsExactly("view v");
        assertThat(facts.dependentsOf("t", "a")).containsExactly("view v");
        assertThat(facts.dependentsOf("mood")).containsExactly("column m of table t");
    }

    private Facts read(String script) {
        try (Session session =
                Session.open(db.url(), SessionOptions.named("pgplaybook/test").asReader())) {
            return HazardFacts.read(session, List.of(Script.split(Source.of(Path.of("a.sql"), script))));
        }
    }

    private static TableFacts table(Facts facts, String name) {
        return facts.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
