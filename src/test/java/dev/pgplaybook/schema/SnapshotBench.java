package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.testing.HostServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a snapshot of many tables takes, and one of a few, against {@code pg_dump -s} of the same database. Not run by the build: see
 * {@code src/bench/snapshot-2000}.
 */
class SnapshotBench {

    private static final int ROUNDS = Integer.getInteger("rounds", 15);

    /** A table, its ten columns, its three constraints and two indexes. */
    private static final int FACTS = 1 + 10 + 3 + 2;

    private static final String TABLES = """
            DO $$ BEGIN FOR i IN %d..%d LOOP
              EXECUTE format('CREATE TABLE t%%1$s (id bigint PRIMARY KEY, parent bigint REFERENCES t%%2$s, email text NOT NULL,
                role varchar(20) NOT NULL DEFAULT ''USER'', total numeric(12, 2) CHECK (total >= 0), meta jsonb,
                created_at timestamptz NOT NULL, note text, flag boolean, n int)', i, greatest(i - 1, 1));
              EXECUTE format('CREATE UNIQUE INDEX ON t%%s (email)', i);
              EXECUTE format('CREATE INDEX ON t%%s (created_at DESC, n)', i);
            END LOOP; END $$""";

    @Test
    void ofManyTablesAndOfAFew(@TempDir Path directory) throws Exception {
        try (HostServer server = HostServer.start(directory)) {
            measure(server, 2000);
            measure(server, 50);
        }
    }

    private static void measure(HostServer server, int tables) throws IOException, InterruptedException {
        DatabaseUrl url = server.url().withDatabase("tables" + tables);
        run(server.url(), "CREATE DATABASE " + url.database());
        // One transaction may hold so many locks alone.
        for (int first = 1; first <= tables; first += 500) {
            run(url, TABLES.formatted(first, Math.min(tables, first + 499)));
        }
        run(url, "VACUUM ANALYZE");
        List<Double> dumps = new ArrayList<>();
        List<Double> snapshots = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            dumps.add(dump(server, url));
            snapshots.add(snapshot(url, tables));
        }
        say(tables + " tables, pg_dump -s", dumps);
        say(tables + " tables, snapshot, from the login on", snapshots);
        System.out.printf(
                Locale.ROOT,
                "ratio %.2f; the first snapshot took %.3f s%n",
                median(snapshots) / median(dumps),
                snapshots.get(0));
    }

    private static double snapshot(DatabaseUrl url, int tables) {
        long start = System.nanoTime();
        try (Session session = Session.open(url, SessionOptions.named("bench").asReader())) {
            Snapshot snapshot = Snapshot.take(session, SnapshotOptions.STANDARD);
            double took = since(start);
            assertThat(snapshot.facts()).hasSizeGreaterThan(tables * FACTS);
            return took;
        }
    }

    private static double dump(HostServer server, DatabaseUrl url) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = server.schemaDump(url)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        return since(start);
    }

    private static void run(DatabaseUrl url, String sql) {
        try (Session session = Session.open(url, SessionOptions.named("bench"))) {
            session.script(sql);
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** The first round does not count. */
    private static List<Double> counted(List<Double> seconds) {
        return seconds.stream().skip(1).sorted().toList();
    }

    private static double median(List<Double> seconds) {
        List<Double> counted = counted(seconds);
        return counted.get(counted.size() / 2);
    }

    private static void say(String what, List<Double> seconds) {
        List<Double> counted = counted(seconds);
        System.out.printf(
                Locale.ROOT,
                "%-40s %.3f s  (%.3f to %.3f)%n",
                what,
                median(seconds),
                counted.get(0),
                counted.get(counted.size() - 1));
    }
}
