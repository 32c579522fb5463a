package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.HistoryTable.Beginning;
import dev.pgplaybook.testing.DatabaseExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HistoryTableTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T21:41:10.123456789Z"), ZoneOffset.UTC);

    private static final Migration MIGRATION = new Migration("20250101000000_a", Path.of("a/migration.sql"));

    /** Prisma's own statement, as its documentation of the format has it. */
    private static final String PRISMAS = """
            CREATE TABLE %s (
                id                      VARCHAR(36) PRIMARY KEY NOT NULL,
                checksum                VARCHAR(64) NOT NULL,
                finished_at             TIMESTAMPTZ,
                migration_name          VARCHAR(255) NOT NULL,
                logs                    TEXT,
                rolled_back_at          TIMESTAMPTZ,
                started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
                applied_steps_count     INTEGER NOT NULL DEFAULT 0
            );""";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void isMadeAsPrismaMakesIt() {
        db.execute("CREATE SCHEMA theirs; " + PRISMAS.formatted("theirs._prisma_migrations"));

        create(db.url());

        assertThat(columns("public")).isEqualTo(columns("theirs")).hasSize(8);
        assertThat(indexes("public")).isEqualTo(indexes("theirs")).hasSize(1);
    }

    @Test
    void livesInTheSchemaOfTheUrlWhichItMakes() {
        create(inSchema("my \"app\""));

        assertThat(db.query("SELECT schemaname FROM pg_tables WHERE tablename = '_prisma_migrations'"))
                .isEqualTo("my \"app\"");
    }

    @Test
    void writesTimesOfThisMachinesClockInMicroseconds() {
        create(db.url());
        try (Session session = Session.open(db.url(), Project.NAMED)) {
            HistoryTable table = new HistoryTable(session, CLOCK);
            lock(session);
            Beginning beginning = beginning(MIGRATION, session);
            assertThat(table.start(beginning)).isTrue();
            String id = beginning.id();

            assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            assertThat(db.rows(
                            "SELECT started_at - '2026-11-22 21:41:10.123456Z' BETWEEN '0s' AND '10s', finished_at, rolled_back_at, logs IS NULL,"
                                    + " applied_steps_count, checksum, migration_name FROM _prisma_migrations WHERE id = '"
                                    + id
                                    + "'"))
                    .containsExactly(List.of(
                            "t", "null", "null", "f", "0", Checksum.of("x").hex(), MIGRATION.name()));
        }
    }

    @Test
    void marksAsAppliedWithOneTimeNoStepAndAnEmptyLog() {
        create(db.url());
        try (Session session = Session.open(db.url(), Project.NAMED)) {
            new HistoryTable(session, CLOCK).markApplied(MIGRATION, Checksum.of("x"));
        }

        assertThat(db.rows("SELECT started_at = finished_at, rolled_back_at, logs, applied_steps_count"
                        + " FROM _prisma_migrations"))
                .containsExactly(List.of("t", "null", "", "0"));
    }

    @Test
    void isNotFoundWhereThereIsNone() {
        try (Session session = Session.open(db.url(), Project.NAMED)) {
            HistoryTable table = new HistoryTable(session, CLOCK);

            assertThat(table.exists()).isFalse();
            assertThat(table.rows()).isEmpty();
        }
    }

    @Test
    void findsItsTableWhateverTheSearchPath() {
        create(db.url());
        try (Session session = Session.open(db.url(), Project.NAMED)) {
            HistoryTable table = new HistoryTable(session, CLOCK);
            session.script("SELECT set_config('search_path', '', false)");

            lock(session);
            Beginning beginning = beginning(MIGRATION, session);
            assertThat(table.start(beginning)).isTrue();
            String id = beginning.id();
            table.finish(id);
            table.fail(id, "what happened");
            table.rollBack(id);

            assertThat(table.rows()).singleElement().satisfies(row -> {
                assertThat(row.logs()).contains("what happened");
                assertThat(row.steps()).isEqualTo(1);
                assertThat(row.isLive()).isFalse();
            });
        }
    }

    @Test
    void beginsNothingWithoutTheHistorysLock() {
        create(db.url());
        try (Session session = Session.open(db.url(), Project.NAMED)) {
            HistoryTable table = new HistoryTable(session, CLOCK);
            assertThat(table.start(beginning(MIGRATION, session))).isFalse();
            assertThat(table.open(beginning(MIGRATION, session))).isEmpty();
            assertThat(session.inTransaction()).isFalse();
            assertThat(table.rows()).isEmpty();
        }
    }

    @Test
    void beginsAMigrationOfAnyName() {
        create(db.url());
        try (Session session = Session.open(db.url(), Project.NAMED)) {
            lock(session);
            session.script("SET standard_conforming_strings = off");
            Migration odd = new Migration("it's a \\'odd\\' näme", MIGRATION.file());
            HistoryTable table = new HistoryTable(session, CLOCK);

            String transaction = table.open(beginning(odd, session)).orElseThrow();

            assertThat(transaction).matches("\\d+");
            assertThat(session.inTransaction()).isTrue();
            assertThat(table.rows())
                    .singleElement()
                    .extracting(HistoryRow::name)
                    .isEqualTo(odd.name());
            session.rollback();
            assertThat(table.rows()).hasSize(1);
        }
    }

    @Test
    void letsTheNextBeginWithTheEndOfTheOneBefore() {
        create(db.url());
        try (Session session = Session.open(db.url(), Project.NAMED)) {
            lock(session);
            HistoryTable table = new HistoryTable(session, CLOCK);
            Beginning first = beginning(MIGRATION, session);
            Beginning second = beginning(new Migration("20250102000000_b", MIGRATION.file()), session);
            table.open(first);

            assertThat(HistoryTable.hasBegunNext(session.together(table.finishingBefore(second, first.id()))))
                    .isTrue();
            assertThat(session.commitAndBegin())
                    .hasValueSatisfying(id -> assertThat(id).matches("\\d+"));

            session.rollback();
            assertThat(db.rows(
                            "SELECT migration_name, finished_at IS NOT NULL, logs FROM _prisma_migrations ORDER BY 1"))
                    .containsExactly(
                            List.of(MIGRATION.name(), "t", "null"),
                            List.of("20250102000000_b", "f", second.checkpoint().line()));
        }
    }

    @Test
    void letsNoNextBeginWithoutTheHistorysLock() {
        create(db.url());
        try (Session session = Session.open(db.url(), Project.NAMED)) {
            lock(session);
            HistoryTable table = new HistoryTable(session, CLOCK);
            Beginning first = beginning(MIGRATION, session);
            table.open(first);
            session.script("SELECT pg_advisory_unlock_all()");

            assertThat(HistoryTable.hasBegunNext(
                            session.together(table.finishingBefore(beginning(MIGRATION, session), first.id()))))
                    .isFalse();

            session.commit();
            assertThat(table.rows()).hasSize(1);
        }
    }

    private static Beginning beginning(Migration migration, Session session) {
        return Beginning.of(migration, Checksum.of("x"), Checkpoint.together(session.process()));
    }

    private static void lock(Session session) {
        session.query("SELECT pg_advisory_lock(72707369)");
    }

    private void create(DatabaseUrl url) {
        try (Session session = Session.open(url, Project.NAMED)) {
            new HistoryTable(session, CLOCK).create();
        }
    }

    private DatabaseUrl inSchema(String schema) {
        DatabaseUrl url = db.url();
        return new DatabaseUrl(
                url.host(),
                url.port(),
                url.database(),
                url.user(),
                url.password(),
                url.parameters(),
                Optional.of(schema),
                false);
    }

    private List<List<String>> columns(String schema) {
        return db.rows("""
                SELECT column_name, data_type, character_maximum_length, is_nullable, column_default, ordinal_position
                FROM information_schema.columns WHERE table_name = '_prisma_migrations' AND table_schema = '%s' ORDER BY 6""".formatted(schema));
    }

    private List<List<String>> indexes(String schema) {
        return db.rows("SELECT indexname, replace(indexdef, schemaname || '.', '') FROM pg_indexes WHERE schemaname = '"
                + schema + "'");
    }
}
