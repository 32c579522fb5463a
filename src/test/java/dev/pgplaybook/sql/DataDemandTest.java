package dev.pgplaybook.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataDemandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE t ADD COLUMN c text NOT NULL                    | t.c: no NULL in c",
                "ALTER TABLE ONLY app.\"T\" ADD \"C\" numeric(10, 2) NOT NULL, ADD d int | app.\"T\".\"C\": no NULL in \"C\"",
                "ALTER TABLE t ADD c int DEFAULT 0 UNIQUE                    | t.c: unique c",
                "ALTER TABLE t ADD c bigserial PRIMARY KEY                   | t.c: no NULL in c; t.c: unique c",
                "ALTER TABLE t ADD c int CHECK (c > (0 + 1)) REFERENCES u    | t.c: check c > (0 + 1); t.c: c in u()",
                "ALTER TABLE t ALTER COLUMN c SET NOT NULL, ALTER d SET DEFAULT 0 | t.c: no NULL in c",
                "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0 AND b IN (1, 2)) | t.k: check a > 0 AND b IN (1, 2)",
                "ALTER TABLE t ADD CHECK (a > 0) NOT VALID                   | later t.the CHECK: check a > 0",
                "ALTER TABLE t VALIDATE CONSTRAINT k                         | t.k: validation",
                "ALTER TABLE t ADD CONSTRAINT k UNIQUE NULLS NOT DISTINCT (a, b) | t.k: unique a, b nulls equal",
                "ALTER TABLE t ADD PRIMARY KEY (a, b)                        | t.a: no NULL in a; t.b: no NULL in b; t.the primary key: unique a, b",
                "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY USING INDEX i    | t.i: the columns of the index may hold no NULL",
                "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a, b) REFERENCES app.u (x, y) MATCH FULL ON DELETE CASCADE | t.k: a, b in app.u(x, y) full",
                "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u NOT VALID | later t.k: a in u()",
                "ALTER TABLE t ALTER c TYPE varchar(10)                      | t.c: c to varchar(10)",
                "ALTER TABLE t ALTER c SET DATA TYPE \"E_new\" USING (c::text::\"E_new\") | t.c: c to \"E_new\" by (c::text::\"E_new\")",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY app.t USING btree (lower(a) text_pattern_ops DESC, b COLLATE \"C\", (c + 1)) INCLUDE (d) WHERE a IS NOT NULL | app.t.i: unique lower(a), b COLLATE \"C\", (c + 1) where a IS NOT NULL",
                "CREATE UNIQUE INDEX ON t (a) NULLS NOT DISTINCT             | t.the unique index: unique a nulls equal",
                "ALTER TABLE t ADD CONSTRAINT k EXCLUDE USING gist (r WITH &&) | t.k: no two rows may exclude each other",
                "ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)          | t.p: the rows of p must be in its bounds",
                "ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0)           | d.d: every column of the domain d is asked"
            })
    void areReadFromTheWords(String sql, String demands) {
        assertThat(shown(sql)).isEqualTo(demands);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int PRIMARY KEY)",
                "ALTER TABLE t ADD COLUMN a int",
                "ALTER TABLE t DROP COLUMN a, DROP CONSTRAINT k",
                "ALTER TABLE t ALTER a DROP NOT NULL",
                "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i",
                "ALTER TYPE e ADD VALUE 'x'",
                "ALTER DOMAIN d SET DEFAULT 1",
                "CREATE INDEX i ON t (a)",
                "UPDATE t SET a = 1"
            })
    void areNoneWhereNoRowCanBeInTheWay(String sql) {
        assertThat(shown(sql)).isEmpty();
    }

    @Test
    void standAtTheirClause() {
        List<DataDemand> demands = Sql.statement("ALTER TABLE t\n  ADD a int,\n  ADD b int NOT NULL")
                .demands();

        assertThat(demands.get(0).site().location()).hasToString("a.sql:3:3");
    }

    @Test
    void mentionTheirColumnsAsWritten() {
        DataDemand demand = Sql.statement("CREATE UNIQUE INDEX i ON t (lower(\"eMail\"), Kind) WHERE NOT gone")
                .demands()
                .get(0);

        assertThat(demand.mentions()).contains("\"eMail\"", "Kind", "gone");
    }

    @Test
    void addedColumnsSayWhatTheRowsWillHold() {
        List<NewColumn> columns = Sql.statement(
                        "ALTER TABLE t ADD a text, ADD IF NOT EXISTS b int DEFAULT 1 + 1 NOT NULL,"
                                + " ADD c uuid DEFAULT gen_random_uuid(), ADD d int GENERATED ALWAYS AS IDENTITY,"
                                + " ADD e int GENERATED ALWAYS AS (b * 2) STORED, ADD f \"E\" DEFAULT 'x'::\"E\"")
                .newColumns();

        assertThat(columns).extracting(NewColumn::column).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(columns)
                .extracting(NewColumn::value)
                .containsExactly(
                        Optional.empty(),
                        Optional.of("1 + 1"),
                        Optional.of("gen_random_uuid()"),
                        Optional.empty(),
                        Optional.of("(b * 2)"),
                        Optional.of("'x'::\"E\""));
        assertThat(columns).extracting(NewColumn::isSteady).containsExactly(true, true, false, false, true, true);
        assertThat(columns).extracting(NewColumn::isNull).containsExactly(true, false, false, false, false, false);
        assertThat(columns.get(1).ifMissing()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE ONLY app.t SET a = 1 FROM u                          | app.t",
                "WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x | a, b",
                "TRUNCATE a, ONLY b CASCADE                                  | a, b",
                "COPY t (a) FROM '/x'                                        | t",
                "CREATE TABLE t AS SELECT 1                                  | t",
                "ALTER TABLE t ATTACH PARTITION p DEFAULT                    | t",
                "SELECT a INTO u FROM t                                      | u",
                "DO $$ BEGIN END $$                                          | anything",
                "SELECT backfill()                                           | anything",
                "SET search_path = app                                       | anything",
                "ROLLBACK                                                    | anything",
                "SELECT setval('s', (SELECT max(a) FROM t))                  | ``",
                "CREATE TABLE t (a int GENERATED ALWAYS AS (1) STORED)       | ``",
                "SELECT pg_catalog.set_config('search_path', '', true)       | ``",
                "ALTER TABLE t ADD a int                                     | ``"
            })
    void statementsSayWhoseRowsTheyChange(String sql, String tables) {
        RowChanges changes = Sql.statement(sql).rowChanges();

        assertThat(changes.isOpaque() ? "anything" : String.join(", ", changes.tables()))
                .isEqualTo(tables);
    }

    private static String shown(String sql) {
        return Sql.statement(sql).demands().stream().map(DataDemandTest::shown).collect(Collectors.joining("; "));
    }

    private static String shown(DataDemand demand) {
        return demand instanceof DataDemand.Deferred later
                ? "later " + shown(later.demand())
                : demand.site().table() + "." + demand.site().name() + ": " + what(demand);
    }

    private static String what(DataDemand demand) {
        if (demand instanceof DataDemand.NotNull d) {
            return "no NULL in " + d.column();
        } else if (demand instanceof DataDemand.Unique d) {
            return "unique " + String.join(", ", d.keys())
                    + d.where().map(w -> " where " + w).orElse("") + (d.nullsEqual() ? " nulls equal" : "");
        } else if (demand instanceof DataDemand.Check d) {
            return "check " + d.condition();
        } else if (demand instanceof DataDemand.Reference d) {
            return String.join(", ", d.columns()) + " in " + d.referenced() + "("
                    + String.join(", ", d.referencedColumns()) + ")" + (d.full() ? " full" : "");
        } else if (demand instanceof DataDemand.Conversion d) {
            return d.column() + " to " + d.type()
                    + d.using().map(u -> " by " + u).orElse("");
        } else if (demand instanceof DataDemand.Other d) {
            return d.what();
        }
        return "validation";
    }
}
