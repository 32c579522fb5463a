package dev.pgplaybook.sql.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server says at DEBUG1 whether a CHECK vouched for NOT NULL, and so whether it read the table. */
class NotNullProofTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void theAdviceReadsTheTableBesideItsWritersAlone() throws SQLException {
        db.execute("CREATE TABLE trades (direction text); INSERT INTO trades VALUES ('UP')");

        List<String> said = run(Advice.notNull("trades", "direction"));

        assertThat(said).anyMatch(message -> message.contains("are sufficient to prove"));
        assertThat(db.query("SELECT attnotnull FROM pg_attribute WHERE attname = 'direction'"))
                .isEqualTo("t");
        assertThat(db.query("SELECT count(*) FROM pg_constraint WHERE conrelid = 'trades'::regclass AND contype = 'c'"))
                .isEqualTo("0");
    }

    @Test
    void aCheckThatGoesInTheSameStatementVouchesForNothing() throws SQLException {
        db.execute("CREATE TABLE trades (direction text CONSTRAINT nn CHECK (direction IS NOT NULL))");

        List<String> said = run("ALTER TABLE trades ALTER COLUMN direction SET NOT NULL, DROP CONSTRAINT nn");

        assertThat(said).noneMatch(message -> message.contains("are sufficient to prove"));
    }

    private List<String> run(String sql) throws SQLException {
        Connection connection = db.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET client_min_messages = debug1");
            List<String> said = new ArrayList<>();
            for (String one : sql.split(";", -1)) {
                if (!one.isBlank()) {
                    statement.clearWarnings();
                    statement.execute(one);
                    for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
                        said.add(String.valueOf(w.getMessage()));
                    }
                }
            }
            return said;
        }
    }
}
