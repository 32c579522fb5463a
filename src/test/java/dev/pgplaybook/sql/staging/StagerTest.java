package dev.pgplaybook.sql.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.hazard.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StagerTest {

    private static final String BEFORE =
            "CREATE TABLE trades (id bigint PRIMARY KEY, symbol text, amount int, user_id bigint);";

    @Test
    void leavesAloneWhatHurtsNobody() {
        StagedMigration staged = stage("ALTER TABLE trades ADD COLUMN note text; CREATE TABLE t (a int UNIQUE);");

        assertThat(staged.stages())
                .extracting(Stage::name, Stage::sql)
                .containsExactly(
                        tuple("20260101000000_x", "CREATE TABLE t (a int UNIQUE);\n"),
                        tuple("20260101000001_x_2_columns_trades", "ALTER TABLE trades ADD COLUMN note text;\n"));
    }

    @Test
    void addsConstraintsFirstAndValidatesThemLater() {
        StagedMigration staged = stage("ALTER TABLE trades ADD CONSTRAINT positive CHECK (amount > 0),"
                + " ADD FOREIGN KEY (user_id) REFERENCES users (id);");

        assertThat(staged.stages()).extracting(Stage::sql).containsExactly("""
                        ALTER TABLE trades ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;

                        ALTER TABLE trades ADD CONSTRAINT trades_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
                        """, """
                        ALTER TABLE trades VALIDATE CONSTRAINT positive;

                        ALTER TABLE trades VALIDATE CONSTRAINT trades_user_id_fkey;
                        """);
    }

    @Test
    void makesKeysOfIndexes() {
        StagedMigration staged = stage("ALTER TABLE trades ADD COLUMN ref text UNIQUE;");

        assertThat(staged.stages())
                .extracting(Stage::sql)
                .containsExactly(
                        "ALTER TABLE trades ADD COLUMN ref text;\n",
                        "CREATE UNIQUE INDEX CONCURRENTLY trades_ref_key ON trades (ref);\n",
                        "ALTER TABLE trades ADD CONSTRAINT trades_ref_key UNIQUE USING INDEX trades_ref_key;\n");
    }

    @Test
    void givesEachRowItsOwnValueInBatches() {
        StagedMigration staged = stage("ALTER TABLE trades ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();");

        assertThat(staged.stages().get(0).sql())
                .contains("ADD COLUMN token uuid,\n  ALTER COLUMN token SET DEFAULT gen_random_uuid()");
        assertThat(staged.stages().get(1).sql())
                .contains("SET token = coalesce(token, gen_random_uuid())")
                .contains("LIMIT 5000")
                .contains("COMMIT;");
        assertThat(staged.added()).isEmpty();
    }

    @Test
    void asksWhatTheRowsOfAnOldColumnAreToHold() {
        Stager stager = stager("ALTER TABLE trades ALTER COLUMN symbol SET NOT NULL;");

        assertThat(stager.questions()).extracting(Question::id).containsExactly("trades.symbol");
        assertThat(stager.stage(Map.of("trades.symbol", "'?'")).stages().get(0).sql())
                .contains("SET symbol = coalesce(symbol, '?')");
    }

    @Test
    void letsGoAtTheEndWhatRowsAreStillTakenFrom() {
        StagedMigration staged = stage("ALTER TABLE trades ADD COLUMN name text;"
                + "UPDATE trades SET name = symbol; ALTER TABLE trades DROP COLUMN symbol;");

        assertThat(staged.stages())
                .extracting(Stage::sql)
                .containsExactly(
                        "ALTER TABLE trades ADD COLUMN name text;\n",
                        "UPDATE trades SET name = symbol;\n",
                        "ALTER TABLE trades DROP COLUMN symbol;\n");
        assertThat(staged.notes()).hasSize(1);
    }

    @Test
    void neverLocksTwoTablesInOneTransaction() {
        StagedMigration staged = stage("ALTER TABLE trades ADD COLUMN a int; ALTER TABLE users ADD COLUMN b int;");

        assertThat(staged.stages())
                .extracting(Stage::sql)
                .containsExactly("ALTER TABLE trades ADD COLUMN a int;\n", "ALTER TABLE users ADD COLUMN b int;\n");
    }

    @Test
    void staysBeforeTheMigrationThatComesNext() {
        String sql = "ALTER TABLE trades ADD COLUMN a int; ALTER TABLE users ADD COLUMN b int;";

        assertThat(names(sql, "20260101000009_later"))
                .containsExactly("20260101000000_x", "20260101000001_x_2_columns_users");
        assertThat(names(sql, "20260101000001_soon"))
                .containsExactly("20260101000000_x", "20260101000000_x_02_columns_users");
    }

    private static List<String> names(String sql, String next) {
        return new Stager("20260101000000_x", script(sql), Schema.after(List.of(script(BEFORE))), Optional.of(next))
                .stage(Map.of()).stages().stream().map(Stage::name).toList();
    }

    @Test
    void keepsATypeOfSeveralWords() {
        assertThat(stage("ALTER TABLE trades ADD COLUMN at timestamp(3) with time zone;")
                        .stages())
                .extracting(Stage::sql)
                .containsExactly("ALTER TABLE trades ADD COLUMN at timestamp(3) with time zone;\n");
    }

    @Test
    void givesAColumnAnotherTypeByWayOfANewOne() {
        StagedMigration staged = stage("ALTER TABLE trades ALTER COLUMN amount TYPE bigint;");

        assertThat(staged.stages())
                .extracting(Stage::sql)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("ALTER TABLE trades ADD COLUMN amount_new bigint;\n\nCREATE FUNCTION")
                                .contains("SELECT amount INTO NEW.amount_new FROM (SELECT NEW.*) AS trades;")
                                .contains("BEFORE INSERT OR UPDATE ON trades"),
                        fill -> assertThat(fill)
                                .contains(
                                        "SET amount_new = amount",
                                        "amount_new IS DISTINCT FROM CAST(amount AS bigint)",
                                        "LIMIT 5000")
                                .contains("COMMIT;"),
                        swap -> assertThat(swap)
                                .contains(
                                        "DROP TRIGGER", "DROP COLUMN amount;", "RENAME COLUMN amount_new TO amount;"));
        assertThat(staged.notes()).singleElement().asString().contains("which a trigger keeps");
    }

    @Test
    void saysWhatItLeavesAsItIs() {
        assertThat(stage("ALTER TABLE trades ALTER COLUMN id TYPE numeric;").notes())
                .singleElement()
                .asString()
                .contains("writes the table anew");
    }

    private static StagedMigration stage(String sql) {
        return stager(sql).stage(Map.of());
    }

    private static Stager stager(String sql) {
        return new Stager("20260101000000_x", script(sql), Schema.after(List.of(script(BEFORE))), Optional.empty());
    }

    private static Script script(String sql) {
        return Script.split(Source.of(Path.of("a.sql"), sql));
    }
}
