package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.testing.DatabaseExtension;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionValuesTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @SuppressWarnings("NullAway.Init")
    private Session session;

    @BeforeEach
    void open() {
        session = Session.open(db.url(), SessionOptions.named("values"));
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void readsATimeWithTheOffsetOfItsSession() {
        session.script("SET TimeZone = 'Asia/Tokyo'");

        Row row = session.one("SELECT '2025-09-02 18:13:13+00'::timestamptz");

        assertThat(row.text(0)).isEqualTo("2025-09-03 03:13:13+09");
    }

    @Test
    void letsTheServerInferWhatAVariableIs() {
        session.script("CREATE TABLE t (i int, j jsonb, at timestamptz, role text[], ok boolean, id uuid)");

        session.execute(
                "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)",
                List.of(
                        "42",
                        "{\"a\":1}",
                        "2025-09-02 18:13:13Z",
                        "{A,B}",
                        "true",
                        "6f9619ff-8b86-d011-b42d-00c04fc964ff"));

        assertThat(db.rows("SELECT i, j->>'a', at = '2025-09-02 18:13:13Z', role[2], ok FROM t"))
                .containsExactly(List.of("42", "1", "t", "B", "t"));
        assertThat(session.ask("SELECT i FROM t WHERE i > ?", List.of("41")).rows())
                .containsExactly(new Row(List.of(new BigDecimal("42"))));
    }

    @Test
    void bindsAndNeverPastes() {
        String hostile = "'; DROP TABLE t; --";
        session.script("CREATE TABLE t (name text)");

        session.execute("INSERT INTO t VALUES (?)", List.of(hostile));

        assertThat(db.query("SELECT name FROM t")).isEqualTo(hostile);
    }

    @Test
    void refusesAVariableThatIsNoSuchValue() {
        assertThatThrownBy(() -> session.ask("SELECT ?::int", List.of("abc")))
                .isInstanceOfSatisfying(
                        StatementFailedException.class,
                        e -> assertThat(e.failure().sqlState()).isEqualTo("22P02"));
    }

    @Test
    void leavesTheQuestionMarksOfJsonbAlone() {
        assertThat(session.script("SELECT '{\"a\":1}'::jsonb ? 'a', '{\"a\":1}'::jsonb ?| ARRAY['b']")
                        .rows())
                .containsExactly(new Row(List.of(true, false)));
        assertThat(session.ask("SELECT '{\"a\":1}'::jsonb ?? ?", List.of("a")).rows())
                .containsExactly(new Row(List.of(true)));
    }

    @Test
    void leavesTheBracesOfLiteralsAlone() {
        assertThat(session.script("SELECT '{fn now()}'").rows()).containsExactly(new Row(List.of("{fn now()}")));
        assertThat(session.ask("SELECT '{d 1}' || ?", List.of("x")).rows()).containsExactly(new Row(List.of("{d 1}x")));
    }

    @Test
    void countsWhatWasTouchedByTheLastStatement() {
        session.script("CREATE TABLE t (i int)");

        assertThat(session.script("INSERT INTO t VALUES (1), (2), (3); DELETE FROM t WHERE i > 1")
                        .count())
                .isEqualTo(2);
        assertThat(session.execute("UPDATE t SET i = ? WHERE i = ?", List.of("5", "1"))
                        .count())
                .isEqualTo(1);
        assertThat(session.script("SELECT * FROM t").count()).isEqualTo(1);
    }
}
