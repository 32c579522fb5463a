package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.testing.DatabaseExtension;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Behind every script, those who look on see what whoever looks for the first time sees. */
class OnlookersTest {

    private static final SessionOptions SESSIONS = SessionOptions.named("onlookers-test");

    private static final List<String> SCRIPTS = List.of(
            "CREATE TYPE mood AS ENUM ('sad', 'ok')",
            "CREATE TABLE users (id serial PRIMARY KEY, mood mood, email text UNIQUE)",
            "ALTER TYPE mood ADD VALUE 'happy'",
            "CREATE TABLE orders (id int PRIMARY KEY, buyer int REFERENCES users, CHECK (id > 0))",
            "INSERT INTO users (email) VALUES ('a')",
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()",
            "ALTER TABLE orders DISABLE TRIGGER touched",
            "GRANT SELECT ON orders TO PUBLIC",
            "ALTER TABLE orders RENAME TO purchases",
            "DROP TABLE purchases",
            "DROP FUNCTION touch()",
            "ALTER TABLE users DROP COLUMN mood",
            "DROP TYPE mood");

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @Test
    void seeWhatAnybodyWouldSee() {
        try (Onlookers onlookers = Onlookers.on(database.url(), SESSIONS, SnapshotOptions.STANDARD)) {
            assertThat(onlookers.look().join()).isEqualTo(snapshot());
            for (String script : SCRIPTS) {
                database.execute(script);
                assertThat(onlookers.look(script).join().facts())
                        .as(script)
                        .isEqualTo(snapshot().facts());
            }
            assertThat(onlookers.haveSeenAll()).isTrue();
        }
    }

    /** Every single change of schema/changes.txt, committed. */
    @TestFactory
    Stream<DynamicTest> seeEveryChange() throws Exception {
        Watched watched = new Watched();
        return SchemaChange.on(watched.major()).stream()
                .filter(change -> !change.change().contains("SUBSCRIPTION")
                        && !change.setup().contains("SUBSCRIPTION"))
                .map(change -> dynamicTest(change.title(), () -> watched.isSeen(change)))
                .onClose(watched::close);
    }

    /** A database that is looked at while it changes, for as long as what a change has made can be removed from it. */
    private static final class Watched implements AutoCloseable {

        /** Where changes are made, as on a {@link SchemaStage}. */
        private static final String SET_OUT = "SET search_path = app; ";

        private static final SnapshotOptions LOOKING = SchemaStage.ALL;

        private DatabaseExtension own;
        private Onlookers onlookers;
        private Snapshot empty;

        Watched() throws SQLException {
            own = DatabaseExtension.opened();
            own.execute(SchemaStage.STAGE);
            onlookers = Onlookers.on(own.url(), SESSIONS, LOOKING);
            empty = onlookers.look().join();
        }

        int major() {
            return empty.major();
        }

        void isSeen(SchemaChange change) throws SQLException {
            try {
                own.execute(SET_OUT + change.setup());
                Snapshot before = onlookers.look().join();
                own.execute(SET_OUT + change.change());
                Snapshot after = onlookers.look(change.change()).join();

                assertThat(after.facts())
                        .isEqualTo(snapshot(own.url(), LOOKING).facts())
                        .isNotEqualTo(before.facts());
                assertThat(onlookers.haveSeenAll()).isTrue();
            } finally {
                clear();
            }
        }

        private void clear() throws SQLException {
            own.execute("DROP SCHEMA IF EXISTS app CASCADE; " + SchemaStage.STAGE);
            if (!onlookers.look().join().equals(empty)) {
                close();
                Watched fresh = new Watched();
                own = fresh.own;
                onlookers = fresh.onlookers;
                empty = fresh.empty;
            }
        }

        @Override
        public void close() {
            onlookers.close();
            own.close();
        }
    }

    @Test
    void noticeThatAScriptHasDoneMoreThanItSays() {
        database.execute("CREATE TABLE a (id int)");
        try (Onlookers onlookers = Onlookers.on(database.url(), SESSIONS, SnapshotOptions.STANDARD)) {
            onlookers.look().join();
            database.execute("ALTER TABLE a ADD b int; CREATE POLICY p ON a");

            assertThat(onlookers.look("ALTER TABLE a ADD b int").join().facts())
                    .containsKey("column public.a.b")
                    .doesNotContainKey("policy public.a.p");
            assertThat(onlookers.haveSeenAll()).isFalse();
        }
    }

    @Test
    void areOneWhereThereIsRoomForOne() {
        String role = "onlooker_" + database.url().database();
        database.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'only-one' CONNECTION LIMIT 1");
        try (Onlookers onlookers = Onlookers.on(as(role), SESSIONS, SnapshotOptions.STANDARD)) {
            Snapshot before = onlookers.look().join();
            database.execute("CREATE TABLE a (id int); CREATE TYPE t AS (a int)");

            assertThat(before.facts()).isNotEmpty();
            assertThat(onlookers
                            .look("CREATE TABLE a (id int); CREATE TYPE t AS (a int)")
                            .join()
                            .facts())
                    .isEqualTo(snapshot().facts());
        } finally {
            database.execute("DROP ROLE " + role);
        }
    }

    @Test
    void sayWhyNobodyCouldLook() {
        try (Onlookers onlookers = Onlookers.on(as("nobody_at_all"), SESSIONS, SnapshotOptions.STANDARD)) {
            assertThatThrownBy(onlookers::look)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("nobody_at_all");
        }
    }

    private DatabaseUrl as(String role) {
        DatabaseUrl own = database.url();
        return new DatabaseUrl(
                own.host(),
                own.port(),
                own.database(),
                role,
                Optional.of("only-one"),
                own.parameters(),
                own.schema(),
                false);
    }

    private Snapshot snapshot() {
        return snapshot(database.url(), SnapshotOptions.STANDARD);
    }

    private static Snapshot snapshot(DatabaseUrl url, SnapshotOptions options) {
        try (Session session = Session.open(url, SESSIONS.asReader())) {
            return Snapshot.take(session, options);
        }
    }
}
