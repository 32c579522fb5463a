package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.ExportedSnapshot;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What two sessions read of a schema is what one reads, whatever becomes of the second. */
class TwoReadersTest {

    /** As many columns as it takes for a second session to help: see {@code SnapshotReader.LARGE}. */
    private static final String WIDE = """
            DO $$ BEGIN FOR t IN 1..30 LOOP
              EXECUTE format('CREATE TABLE wide%s (id int PRIMARY KEY CHECK (id > 0), %s)', t,
                (SELECT string_agg(format('c%s varchar(40) DEFAULT %L', c, 'none'), ', ') FROM generate_series(1, 900) AS c));
              EXECUTE format('CREATE INDEX ON wide%s (c1, c2 DESC)', t);
            END LOOP; END $$""";

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @Test
    void bothReadTheMomentThatTheFirstHasExported() {
        database.execute("CREATE TABLE users (id int PRIMARY KEY, email text)");
        Set<Integer> reading = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);

        try (Session session = session(database.url())) {
            Snapshot before = Snapshot.take(session, SnapshotOptions.STANDARD);
            ExportedSnapshot moment = ExportedSnapshot.of(session).orElseThrow();
            database.execute("ALTER TABLE users ADD COLUMN late int; CREATE INDEX late ON users (late)");
            List<Fact> facts = new TwoReaders(session, moment, halves(session), (reader, half) -> {
                        reading.add(reader.backendPid());
                        both.countDown();
                        awaits(both);
                        return facts(reader, half);
                    })
                    .facts();
            session.rollback();

            assertThat(reading).hasSize(2).contains(session.backendPid());
            assertThat(snapshot(session, facts).facts()).isEqualTo(before.facts());
            assertThat(before.facts()).hasSizeGreaterThan(4).doesNotContainKey("column public.users.late");
        }
    }

    @Test
    void theFirstReadsAllWhereAnotherSessionIsRefused() {
        database.execute(WIDE + "; DO $$ BEGIN CREATE ROLE lonely LOGIN PASSWORD 'lonely' CONNECTION LIMIT 1;"
                + " EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        DatabaseUrl lonely = DatabaseUrl.of(
                database.url().host(), database.url().port(), database.url().database(), "lonely", "lonely");

        assertThat(taken(lonely)).isEqualTo(byOneAlone()).isEqualTo(taken(database.url()));
    }

    @Test
    void theFirstReadsWhatTheSecondHasLost() {
        database.execute("CREATE TABLE users (id int PRIMARY KEY, email text)");
        CountDownLatch lost = new CountDownLatch(1);

        try (Session session = session(database.url())) {
            Snapshot before = Snapshot.take(session, SnapshotOptions.STANDARD);
            ExportedSnapshot moment = ExportedSnapshot.of(session).orElseThrow();
            List<Fact> facts = new TwoReaders(session, moment, halves(session), (reader, half) -> {
                        if (reader != session) {
                            try {
                                reader.together("SELECT pg_terminate_backend(pg_backend_pid())");
                            } finally {
                                lost.countDown();
                            }
                        }
                        awaits(lost);
                        return facts(reader, half);
                    })
                    .facts();
            session.rollback();

            assertThat(snapshot(session, facts).facts()).isEqualTo(before.facts());
        }
    }

    @Test
    void bothStopWhenTheTimeIsOver() {
        database.execute(WIDE);
        SnapshotOptions hasty = new SnapshotOptions(false, false, Duration.ofMillis(1));

        try (Session session = session(database.url())) {
            assertThatThrownBy(() -> Snapshot.take(session, hasty))
                    .isInstanceOfSatisfying(
                            StatementFailedException.class,
                            e -> assertThat(e.failure().sqlState()).isEqualTo("57014"));
        }
        Patience.until(
                "no session is left",
                () -> database.query("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'two-readers'"
                                + " AND datname = current_database()")
                        .equals("0"));
    }

    private Set<String> taken(DatabaseUrl url) {
        try (Session session = session(url)) {
            return Snapshot.take(session, SnapshotOptions.STANDARD).facts().keySet();
        }
    }

    private Set<String> byOneAlone() {
        try (Session session = session(database.url())) {
            session.begin();
            Snapshot within = new SnapshotReader(session, SnapshotOptions.STANDARD).readWithin();
            session.rollback();
            return within.facts().keySet();
        }
    }

    private static List<String> halves(Session session) {
        return SnapshotQuery.halves(session.serverMajor(), SnapshotOptions.STANDARD);
    }

    private static List<Fact> facts(Session reader, String half) {
        return SnapshotReader.facts(reader, "", Duration.ofMinutes(1), half);
    }

    private static Snapshot snapshot(Session session, List<Fact> facts) {
        return Snapshot.of(session.serverMajor(), AutomaticNames.settled(facts));
    }

    private static void awaits(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Session session(DatabaseUrl url) {
        return Session.open(url, SessionOptions.named("two-readers").asReader());
    }
}
