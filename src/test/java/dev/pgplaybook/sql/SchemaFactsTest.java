package dev.pgplaybook.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaFactsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE TABLE t (a int, b text)                       | relation t",
                "CREATE TABLE IF NOT EXISTS app.\"My Table\" (a int)  | relation app.\"My Table\"",
                "CREATE TABLE t AS SELECT 1                           | relation t",
                "CREATE UNLOGGED TABLE t (a int)                      | relation t",
                "CREATE OR REPLACE VIEW v AS SELECT 1                 | relation v",
                "CREATE MATERIALIZED VIEW v AS SELECT 1               | relation v",
                "CREATE SEQUENCE s                                    | relation s",
                "DROP TABLE IF EXISTS a, app.b CASCADE                | no relation a; no relation app.b",
                "DROP INDEX CONCURRENTLY i                            | no relation i",
                "CREATE INDEX i ON t (a)                              | relation i",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"I\" ON ONLY app.t (a) | relation app.\"I\"",
                "CREATE TYPE mood AS ENUM ('a', 'b')                  | type mood",
                "CREATE DOMAIN d AS text                              | type d",
                "DROP TYPE mood                                       | no type mood",
                "ALTER TYPE app.mood ADD VALUE IF NOT EXISTS 'it''s' AFTER 'a' | label it's of app.mood",
                "ALTER TYPE mood RENAME TO temper                     | no type mood; type temper",
                "CREATE SCHEMA IF NOT EXISTS app                      | schema app",
                "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"         | extension \"uuid-ossp\"",
                "CREATE OR REPLACE FUNCTION app.f(a int) RETURNS int AS 'SELECT 1' LANGUAGE sql | function app.f",
                "CREATE TRIGGER tr BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION f() | trigger tr of app.t",
                "DROP TRIGGER IF EXISTS tr ON t                       | no trigger tr of t",
                "CREATE POLICY p ON t USING (true)                    | policy p of t",
                "DROP POLICY p ON t                                   | no policy p of t",
                "ALTER TABLE \"T\" ADD COLUMN \"C\" int, ADD d numeric(10, 2) | column \"C\" of \"T\"; column d of \"T\"",
                "ALTER TABLE IF EXISTS ONLY t ADD COLUMN IF NOT EXISTS c int | column c of t",
                "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0), DROP c  | constraint k of t; no column c of t",
                "ALTER TABLE t DROP CONSTRAINT IF EXISTS k             | no constraint k of t",
                "ALTER TABLE t RENAME COLUMN a TO b                    | no column a of t; column b of t",
                "ALTER TABLE t RENAME a TO b                           | no column a of t; column b of t",
                "ALTER TABLE t RENAME CONSTRAINT a TO b                | no constraint a of t; constraint b of t",
                "ALTER TABLE app.t RENAME TO u                         | no relation app.t; relation app.u",
                "/* CREATE TABLE x */ create table t (a int) -- y      | relation t"
            })
    void areReadFromTheWordsAlone(String sql, String facts) {
        assertThat(facts(sql)).isEqualTo(facts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = 1",
                "ALTER TABLE t ALTER COLUMN a DROP NOT NULL, ALTER COLUMN b SET DEFAULT 1",
                "ALTER TABLE t ADD PRIMARY KEY (a)",
                "ALTER TABLE t OWNER TO me",
                "CREATE INDEX ON t (a)",
                "COMMENT ON TABLE t IS 'CREATE TABLE u'",
                "DO $$ BEGIN CREATE TABLE t (a int); END $$",
                "BEGIN"
            })
    void areNoneWhereTheWordsDoNotName(String sql) {
        assertThat(facts(sql)).isEmpty();
    }

    @Test
    void areAboutTheSameThingHoweverItIsWritten() {
        SchemaFact made = fact("CREATE TABLE Users (i int)");

        assertThat(made.isAbout(fact("CREATE TABLE \"users\" (i int)"))).isTrue();
        assertThat(made.isAbout(fact("CREATE TABLE public.users (i int)"))).isTrue();
        assertThat(made.isAbout(fact("CREATE TABLE \"Users\" (i int)"))).isFalse();
        assertThat(made.isUndoneBy(fact("DROP TABLE users"))).isTrue();
        assertThat(made.isUndoneBy(made)).isFalse();
        assertThat(fact("ALTER TABLE users ADD a int").isUndoneBy(fact("DROP TABLE users")))
                .isTrue();
    }

    private static SchemaFact fact(String sql) {
        return Sql.statement(sql).facts().get(0);
    }

    private static String facts(String sql) {
        List<SchemaFact> facts = Sql.statement(sql).facts();
        return facts.stream().map(SchemaFact::toString).collect(Collectors.joining("; "));
    }
}
