package dev.pgplaybook.crash;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.testing.Patience;
import dev.pgplaybook.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Holds the n-th statement of a run while it is under way, inside the server: triggers count what the program sends, and the chosen one
 * waits for the gate. The deferred one waits inside a COMMIT.
 */
final class Gate implements AutoCloseable {

    /** In a schema of their own, which no picture of the database shows. */
    static final String TRIGGERS = """
            CREATE SCHEMA chaos;
            CREATE TABLE chaos.held (n int);
            CREATE SEQUENCE chaos.sent;
            CREATE FUNCTION chaos.hold() RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
              IF current_setting('application_name') LIKE 'pgplaybook/%'
                 AND nextval('chaos.sent') = (SELECT n FROM chaos.held) THEN
                WHILE NOT pg_try_advisory_lock_shared(4711) LOOP PERFORM pg_sleep(0.005); END LOOP;
                PERFORM pg_advisory_unlock_shared(4711);
              END IF;
            END $$;
            CREATE FUNCTION chaos.on_row() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN PERFORM chaos.hold(); RETURN NULL; END $$;
            CREATE FUNCTION chaos.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM chaos.hold(); END $$;
            CREATE FUNCTION chaos.on_table() RETURNS event_trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF EXISTS (SELECT 1 FROM pg_event_trigger_ddl_commands()
                         WHERE object_identity = 'public._prisma_migrations' AND command_tag = 'CREATE TABLE') THEN
                CREATE TRIGGER held BEFORE INSERT OR UPDATE ON public._prisma_migrations
                  FOR EACH STATEMENT EXECUTE FUNCTION chaos.on_row();
                CREATE CONSTRAINT TRIGGER held_commit AFTER INSERT OR UPDATE ON public._prisma_migrations
                  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chaos.on_row();
              END IF;
            END $$;
            CREATE TRIGGER held BEFORE UPDATE OR INSERT ON users FOR EACH STATEMENT EXECUTE FUNCTION chaos.on_row();
            CREATE TRIGGER held BEFORE UPDATE OR INSERT ON trades FOR EACH STATEMENT EXECUTE FUNCTION chaos.on_row();
            CREATE EVENT TRIGGER held ON ddl_command_start EXECUTE FUNCTION chaos.on_ddl();
            CREATE EVENT TRIGGER held_table ON ddl_command_end WHEN TAG IN ('CREATE TABLE')
              EXECUTE FUNCTION chaos.on_table();
            """;

    private static final String HELD = """
            SELECT coalesce(max(pid), 0) FROM pg_stat_activity
            WHERE application_name LIKE 'pgplaybook/%' AND datname = current_database() AND wait_event = 'PgSleep'""";

    private final Connection holder;
    private int held;

    Gate(DatabaseUrl url, int n) throws SQLException {
        holder = TestServer.connect(url);
        execute("SELECT pg_advisory_lock(4711)");
        execute("TRUNCATE chaos.held");
        execute("INSERT INTO chaos.held VALUES (" + n + ")");
    }

    /** How many statements the run has sent that are counted. */
    static int counted(DatabaseUrl url) throws SQLException {
        try (Connection connection = TestServer.connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT last_value FROM chaos.sent")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Waits until the statement is held; not where the process has ended without it. */
    boolean awaitHeld(Process process) {
        Patience.until("the statement is held", () -> {
            // It sleeps again and again: seen once is enough.
            held = held == 0 ? heldPid() : held;
            return held != 0 || !process.isAlive();
        });
        return held != 0;
    }

    /** Ends the process of the server that is held. */
    void terminateHeld() throws SQLException {
        execute("SELECT 1 / pg_terminate_backend(" + held + ", 10000)::int");
    }

    void open() throws SQLException {
        execute("SELECT pg_advisory_unlock_all()");
    }

    private int heldPid() {
        try (Statement statement = holder.createStatement();
                ResultSet row = statement.executeQuery(HELD)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
