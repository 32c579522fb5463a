package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.testing.DatabaseExtension;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StatementWatchTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void saysHowLongAStatementHasTaken() {
        try (Session session = session()) {
            session.execute("SELECT pg_sleep(2.5)", List.of());
        }

        assertThat(said).contains("1 s · SELECT pg_sleep(2.5)", "2 s · SELECT pg_sleep(2.5)");
    }

    @Test
    void saysNothingOfShortOnesAndLeavesNoSessionBehind() {
        try (Session session = session()) {
            session.execute("SELECT 1", List.of());
            session.execute("SELECT pg_sleep(1.5)", List.of());
        }

        assertThat(said).noneMatch(text -> text.endsWith("SELECT 1"));
        assertThat(db.query("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pgplaybook/progress'"))
                .isEqualTo("0");
    }

    /** Its rows come slowly enough, whatever the machine: each is slept for. */
    @Test
    void saysHowFarTheServerIsWithAnIndex() {
        db.execute("CREATE TABLE a AS SELECT i FROM generate_series(1, 300) i;"
                + "CREATE FUNCTION slow(i int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_sleep(0.01); RETURN i; END $$");
        try (Session session = session()) {
            session.execute("CREATE INDEX ON a (slow(i))", List.of());
        }

        assertThat(said).anyMatch(text -> text.contains(" s · CREATE INDEX: building index"));
    }

    @Test
    void asksNoViewWhereNobodyWatches() {
        try (Session session = Session.open(db.url(), SessionOptions.named("test"));
                Session looking = Session.open(db.url(), SessionOptions.named("looking"))) {
            session.execute("SELECT pg_sleep(1.5)", List.of());

            assertThat(
                            looking.query(
                                    "SELECT 1 FROM pg_stat_activity WHERE application_name = 'pgplaybook/progress' AND datname = current_database()"))
                    .isEmpty();
        }
    }

    @Test
    void tellsEveryKindOfProgressInWords() {
        assertThat(new ServerProgress("COPY FROM", "PIPE", 5_000_000, 0, "rows").words())
                .isEqualTo("COPY FROM: PIPE, 5,000,000 rows");
        assertThat(new ServerProgress("VACUUM", "scanning heap", 250, 1_000, "blocks").words())
                .isEqualTo("VACUUM: scanning heap, 25 % of 1,000 blocks");
    }

    /** The views differ between versions, and a column that is not there would silence all of them. */
    @Test
    void asksViewsThatTheServerHas() {
        try (Session session =
                Session.open(db.url(), SessionOptions.named("test").asReader())) {
            assertThat(ServerProgress.of(session, session.backendPid())).isEqualTo(Optional.empty());
        }
    }

    private Session session() {
        return Session.open(db.url(), SessionOptions.named("test").watchedBy(new Progress() {
            @Override
            public void doing(String what) {
                said.add(what);
            }

            @Override
            public void note(String fact) {}
        }));
    }
}
