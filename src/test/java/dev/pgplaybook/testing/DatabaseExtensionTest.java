package dev.pgplaybook.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseExtensionTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void givesADatabaseToWorkIn() throws Exception {
        db.execute("CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (2, NULL)");

        assertThat(db.query("SELECT count(*) FROM t")).isEqualTo("2");
        assertThat(db.rows("SELECT a, b FROM t ORDER BY a")).containsExactly(List.of("1", "x"), List.of("2", "null"));
        assertThat(db.connect().getCatalog()).isEqualTo(db.url().database()).startsWith("test_");
    }

    @Test
    void failsATestThatLeavesATransactionOpenAndDropsItsDatabase() throws Exception {
        DatabaseExtension other = new DatabaseExtension();
        other.open();
        DatabaseUrl url = other.url();

        try (Connection connection = TestServer.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            assertThatThrownBy(other::close).isInstanceOf(AssertionError.class).hasMessageContaining("BEGIN");
        }

        assertThatThrownBy(() -> TestServer.connect(url))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("3D000"));
    }
}
