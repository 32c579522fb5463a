package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.testing.DatabaseExtension;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
        try (Session session = Session.open(database.url(), SESSIONS.asReader())) {
            return Snapshot.take(session, SnapshotOptions.STANDARD);
        }
    }
}
