package dev.pgplaybook.sql;

import static dev.pgplaybook.sql.Sql.statement;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)",
                "create /* x */ index\nconcurrently on t (a)",
                "DROP INDEX CONCURRENTLY i",
                "REINDEX (VERBOSE) TABLE CONCURRENTLY t",
                "REINDEX (CONCURRENTLY) INDEX i",
                "REINDEX DATABASE d",
                "REINDEX SCHEMA s",
                "VACUUM",
                "VACUUM (ANALYZE) t",
                "CREATE DATABASE d",
                "DROP DATABASE IF EXISTS d",
                "CREATE TABLESPACE t LOCATION '/x'",
                "ALTER SYSTEM SET a = 1",
                "ALTER DATABASE d SET TABLESPACE t",
                "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                "CLUSTER",
                "CLUSTER (VERBOSE)",
                "DISCARD ALL",
                "ALTER TABLE ONLY t DETACH PARTITION p CONCURRENTLY",
                "DO $$ BEGIN UPDATE t SET a = 1; COMMIT; END $$",
                "DO 'BEGIN ROLLBACK AND CHAIN; END'"
            })
    void mustRunOutsideATransaction(String sql) {
        assertThat(statement(sql).transactionRule()).isEqualTo(TransactionRule.OUTSIDE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX concurrently_made ON t (a)",
                "CREATE INDEX \"CONCURRENTLY\" ON t (a)",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
                "REINDEX INDEX i",
                "ALTER DATABASE d SET timezone TO 'UTC'",
                "ALTER TABLE t SET TABLESPACE x",
                "ALTER TABLE t DETACH PARTITION p FINALIZE",
                "ALTER SUBSCRIPTION s DISABLE",
                "CLUSTER t USING i",
                "ANALYZE t",
                "SAVEPOINT s",
                "ROLLBACK TO s",
                "ROLLBACK TRANSACTION TO SAVEPOINT s",
                "PREPARE p AS SELECT 1",
                "COMMENT ON TABLE t IS 'VACUUM'",
                "DO $$ BEGIN PERFORM 1; -- COMMIT;\n END $$",
                "\uFEFFVACUUM"
            })
    void mayRunAnywhere(String sql) {
        assertThat(statement(sql).transactionRule()).isEqualTo(TransactionRule.ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "START TRANSACTION READ ONLY",
                "COMMIT",
                "END",
                "ROLLBACK",
                "ABORT",
                "PREPARE TRANSACTION 'x'",
                "COMMIT PREPARED 'x'",
                "ROLLBACK PREPARED 'x'",
                "ROLLBACK AND CHAIN"
            })
    void controlsTransactions(String sql) {
        assertThat(statement(sql).transactionRule()).isEqualTo(TransactionRule.CONTROL);
    }

    @Test
    void tellsTheEndsOfATransactionApart() {
        assertThat(statement("begin work").isBegin()).isTrue();
        assertThat(statement("END").isCommit()).isTrue();
        assertThat(statement("COMMIT PREPARED 'x'").isCommit()).isFalse();
        assertThat(statement("ABORT").isRollback()).isTrue();
        assertThat(statement("ROLLBACK TO s").isRollback()).isFalse();
        assertThat(statement("ROLLBACK PREPARED 'x'").isRollback()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "SELECT 1 | true",
                "((SELECT 1) UNION SELECT 2) | true",
                "SELECT 'DELETE', \"INSERT\" FROM t -- UPDATE | true",
                "VALUES (1) | true",
                "TABLE t | true",
                "SHOW search_path | true",
                "WITH a AS (SELECT 1) SELECT * FROM a | true",
                "EXPLAIN DELETE FROM t | true",
                "EXPLAIN (COSTS off) SELECT analyze FROM t | true",
                "EXPLAIN ANALYZE SELECT 1 | false",
                "EXPLAIN (BUFFERS, ANALYSE) DELETE FROM t | false",
                "WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a | false",
                "SELECT * INTO b FROM a | false",
                "SELECT * FROM a FOR UPDATE | false",
                "SELECT * FROM a FOR NO KEY UPDATE | false",
                "SELECT * FROM a FOR SHARE | false",
                "SELECT setval('s', 1) | false",
                "UPDATE t SET a = 1 | false",
                "CREATE TABLE t (a int) | false"
            })
    void knowsWhetherItOnlyReads(String sql, boolean readOnly) {
        assertThat(statement(sql).isReadOnly()).isEqualTo(readOnly);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "DROP TABLE IF EXISTS t | true",
                "DROP SCHEMA s CASCADE | true",
                "DROP MATERIALIZED VIEW v | true",
                "DROP OWNED BY joe | true",
                "DROP TYPE t | true",
                "DROP EXTENSION e CASCADE | true",
                "TRUNCATE t | true",
                "DELETE FROM t | true",
                "DELETE FROM t USING (SELECT 1 WHERE true) x | true",
                "WITH a AS (DELETE FROM t RETURNING *) INSERT INTO b SELECT * FROM a WHERE true | true",
                "ALTER TABLE t DROP COLUMN a | true",
                "ALTER TABLE t ADD b int, DROP a | true",
                "ALTER TABLE t DROP IF EXISTS identity | true",
                "ALTER TYPE t DROP ATTRIBUTE a | true",
                "DROP VIEW v | false",
                "DROP INDEX i | false",
                "DROP EXTENSION e | false",
                "DELETE FROM t WHERE a = 1 | false",
                "WITH a AS (DELETE FROM t WHERE b RETURNING *) SELECT * FROM a | false",
                "ALTER TABLE t DROP CONSTRAINT c | false",
                "ALTER TABLE t ALTER COLUMN a DROP DEFAULT, ALTER b DROP NOT NULL | false",
                "ALTER TABLE t ALTER a DROP IDENTITY IF EXISTS | false",
                "ALTER TABLE t ALTER a DROP EXPRESSION | false",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES b ON DELETE CASCADE | false",
                "COMMENT ON TABLE t IS 'DROP TABLE' | false"
            })
    void knowsWhetherItDestroys(String sql, boolean destructive) {
        assertThat(statement(sql).isDestructive()).isEqualTo(destructive);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "SET search_path TO app, public | true",
                "SET SESSION search_path = app | true",
                "SET \"search_path\" = app | true",
                "SET SCHEMA 'app' | true",
                "RESET search_path | true",
                "RESET ALL | true",
                "DISCARD ALL | true",
                "SELECT pg_catalog.set_config('search_path', '', false) | true",
                "SELECT pg_catalog.set_config('search_path', coalesce(x, true), 'f') | true",
                "SELECT set_config('search_path', 'app', true) | false",
                "SELECT set_config('work_mem', '1MB', false) | false",
                "SET LOCAL search_path = app | false",
                "SET work_mem = '1MB' | false",
                "ALTER ROLE joe SET search_path = app | false",
                "SHOW search_path | false"
            })
    void knowsWhetherItChangesTheSearchPath(String sql, boolean changes) {
        assertThat(statement(sql).changesSearchPath()).isEqualTo(changes);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "SET DateStyle = 'SQL, DMY' | true",
                "SET datestyle TO German | true",
                "set session \"datestyle\" to dmy, sql | true",
                "SET LOCAL DateStyle = 'Postgres' | true",
                "SET DateStyle = Postgresql, MDY | true",
                "SELECT set_config('DateStyle', 'German', false) | true",
                "SELECT 1, pg_catalog.set_config('datestyle', 'DMY SQL', true) | true",
                "SET DateStyle = 'ISO, DMY' | false",
                "SET DateStyle = DMY | false",
                "SET DateStyle TO DEFAULT | false",
                "RESET DateStyle | false",
                "SHOW DateStyle | false",
                "SET IntervalStyle = sql_standard | false",
                "SELECT set_config('DateStyle', 'ISO', false), 'SQL' | false",
                "SELECT set_config('app.language', 'German', false) | false",
                "ALTER ROLE joe SET DateStyle = 'SQL' | false"
            })
    void knowsWhetherItLeavesIsoDates(String sql, boolean leaves) {
        assertThat(statement(sql).leavesIsoDates()).isEqualTo(leaves);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            nullValues = "none",
            value = {
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS \"My_idx\" ON t (a) | \"My_idx\"",
                "CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY app.\"T\" USING btree (a) | app.i",
                "DROP INDEX CONCURRENTLY IF EXISTS app.i | app.i",
                "REINDEX (VERBOSE) INDEX CONCURRENTLY i | i",
                "REINDEX (CONCURRENTLY) INDEX i | i",
                "CREATE INDEX CONCURRENTLY ON t (a) | none",
                "CREATE INDEX i ON t (a) | none",
                "DROP INDEX i | none",
                "REINDEX TABLE CONCURRENTLY t | none",
                "SELECT 1 | none"
            })
    void namesTheIndexThatIsMadeConcurrently(String sql, String name) {
        assertThat(statement(sql).concurrentIndex().orElse(null)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "create unique index i on t (a) | CREATE INDEX",
                "CREATE OR REPLACE FUNCTION f() RETURNS int AS '' | CREATE FUNCTION",
                "CREATE TEMP TABLE t (a int) | CREATE TABLE",
                "ALTER TABLE t ADD a int | ALTER TABLE",
                "DROP MATERIALIZED VIEW v | DROP MATERIALIZED VIEW",
                "CREATE FOREIGN DATA WRAPPER w | CREATE FOREIGN DATA WRAPPER",
                "CREATE FOREIGN TABLE w (a int) SERVER s | CREATE FOREIGN TABLE",
                "CREATE TEXT SEARCH CONFIGURATION ts (COPY = a) | CREATE TEXT SEARCH CONFIGURATION",
                "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON x | CREATE TRIGGER",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO joe | ALTER DEFAULT PRIVILEGES",
                "UPDATE t SET a = 1 | UPDATE",
                "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a | INSERT",
                "WITH update AS (SELECT 1) SELECT * FROM update | SELECT",
                "((SELECT 1)) | SELECT",
                "START TRANSACTION | START TRANSACTION",
                "ROLLBACK TO s | ROLLBACK TO",
                "REFRESH MATERIALIZED VIEW v | REFRESH MATERIALIZED VIEW",
                "SET LOCAL a = 1 | SET LOCAL",
                "COMMENT ON TABLE t IS '' | COMMENT",
                "GRANT SELECT ON t TO joe | GRANT"
            })
    void namesWhatItDoes(String sql, String verb) {
        assertThat(statement(sql).verb()).isEqualTo(verb);
    }
}
