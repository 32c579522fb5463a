package dev.pgplaybook.likeness.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.DatabaseExtension;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

/** How many rows a second are made, against COPY of the same rows from memory. Not run by the build: see {@code src/bench/synthetic-rows}. */
class SyntheticRowsBench {

    private static final long ROWS = 1_000_000;
    private static final int ROUNDS = 5;
    private static final String TABLE = """
            CREATE TABLE people (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE, name varchar(80) NOT NULL, age int CHECK (age BETWEEN 18 AND 99),
              balance numeric(12, 2) NOT NULL, active boolean NOT NULL, status text NOT NULL DEFAULT 'OPEN', created_at timestamptz NOT NULL)""";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void rowsOfATableOfEightColumns() throws SQLException, IOException {
        db.execute(TABLE);
        for (int round = 0; round < ROUNDS; round++) {
            db.execute("TRUNCATE people; CHECKPOINT");
            double made = seconds(this::make);
            String rows = copyOut();
            db.execute("TRUNCATE people; CHECKPOINT");
            double copied = seconds(() -> copyIn(rows));
            say(
                    "synthetic %,9.0f rows/s    COPY of the same rows %,9.0f rows/s    ratio %.2f",
                    ROWS / made, ROWS / copied, made / copied);
        }
        assertThat(db.query("SELECT count(*) FROM people")).isEqualTo(String.valueOf(ROWS));
    }

    private void make() {
        try (Session session = Session.open(db.url(), SessionOptions.named("bench"))) {
            new SyntheticRows(session, 1, Progress.silent()).fill(Map.of(), ROWS);
        }
    }

    private String copyOut() throws SQLException, IOException {
        try (Connection connection = db.connect();
                StringWriter rows = new StringWriter()) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY people TO STDOUT", rows);
            return rows.toString();
        }
    }

    private void copyIn(String rows) {
        try (Session session = Session.open(db.url(), SessionOptions.named("bench"))) {
            session.copyIn("COPY people FROM STDIN", new StringReader(rows));
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
