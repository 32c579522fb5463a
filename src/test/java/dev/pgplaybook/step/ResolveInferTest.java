package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Finding.Verdict;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.ServerTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Before a migration is marked as applied, the schema is asked whether it is there. */
class ResolveInferTest {

    private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY, name text);";

    private static final String MARKED =
            "SELECT string_agg(migration_name, ', ' ORDER BY migration_name) FROM _prisma_migrations";

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @TempDir
    Path directory;

    private ServerTrial trial;

    @BeforeEach
    void threeMigrations() {
        trial = new ServerTrial(directory, database).head("migrations: migrations\n");
        trial.trial.write("migrations/1_users/migration.sql", USERS);
        trial.trial.write("migrations/2_names/migration.sql", "UPDATE users SET name = 'none' WHERE name IS NULL;");
        trial.trial.write("migrations/3_orders/migration.sql", "CREATE TABLE orders (id int PRIMARY KEY);");
    }

    @Test
    void marksWhatIsThereAndWhatCannotBeSeenAheadOfIt() {
        database.execute(USERS + "CREATE TABLE orders (id int PRIMARY KEY)");
        trial.trial.operator.says(new Consent.Yes());

        trial.passes("  - id: legacy\n    resolve: { applied: infer }\n");

        assertThat(database.query(MARKED)).isEqualTo("1_users, 2_names, 3_orders");
        assertThat(said()).contains("1_users is in the database: 4 of 4 facts hold");
        assertThat(planned())
                .contains(
                        "mark 1_users as applied, without running it: 4 of 4 facts hold",
                        "mark 2_names as applied, without running it: the schema cannot tell, what comes behind it is there");
    }

    @Test
    void leavesWhatIsNotThereToDeploy() {
        database.execute(USERS);
        trial.trial.operator.says(new Consent.Yes());

        trial.passes("""
                  - id: legacy
                    resolve:
                      applied: infer
                      probe: { 2_names: SELECT count(*) = 0 FROM users WHERE name IS NULL }
                """);

        assertThat(database.query(MARKED)).isEqualTo("1_users, 2_names");
    }

    @Test
    void doesNotDecideWhatNothingTells() {
        database.execute(USERS);

        assertThat(trial.fails("  - id: legacy\n    resolve: { applied: infer }\n")
                        .outcome()
                        .problem()
                        .message())
                .contains("2_names is in the database", "the schema cannot tell");
    }

    @Test
    void seesWhatAMigrationDoesBeyondItsWords() {
        String quietly = "CREATE SCHEMA pgplaybook; CREATE FUNCTION pgplaybook.quietly() RETURNS void LANGUAGE plpgsql"
                + " AS 'BEGIN CREATE POLICY own ON users; END';";
        trial.trial.write("migrations/1_users/migration.sql", USERS + quietly);
        trial.trial.write("migrations/2_names/migration.sql", "SELECT pgplaybook.quietly();");
        database.execute(USERS + quietly + "SELECT pgplaybook.quietly(); CREATE TABLE orders (id int PRIMARY KEY)");
        trial.trial.operator.says(new Consent.Yes());

        trial.passes("  - id: legacy\n    resolve: { applied: infer }\n");

        assertThat(said()).contains("2_names is in the database: 1 of 1 fact holds");
    }

    /** The first replay finds no room, and leaves a trace of itself. */
    @Test
    void replaysOnTheDiskWhatMemoryHasNoRoomFor() throws Exception {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path trace = open.resolve("trace");
        trial.trial.write("migrations/2_names/migration.sql", """
                DO $$ BEGIN
                  IF pg_stat_file('%1$s', true) IS NULL THEN
                    COPY (SELECT 1) TO '%1$s';
                    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
                  END IF;
                END $$;
                """.formatted(trace));
        database.execute(USERS + "CREATE TABLE orders (id int PRIMARY KEY)");
        trial.trial.operator.says(new Consent.Yes());

        trial.passes("  - id: legacy\n    resolve: { applied: infer }\n");

        assertThat(database.query(MARKED)).isEqualTo("1_users, 2_names, 3_orders");
        assertThat(trace).exists();
    }

    /** A sandbox that is there for a moment has no database from which another could be made. */
    @Test
    void replaysAMigrationThatMakesADatabase() {
        trial.trial.write("migrations/2_names/migration.sql", "CREATE DATABASE made_by_a_replay;");
        database.execute(USERS + "CREATE TABLE orders (id int PRIMARY KEY)");
        trial.trial.operator.says(new Consent.Yes());

        trial.passes("  - id: legacy\n    resolve: { applied: infer }\n");

        assertThat(database.query(MARKED)).isEqualTo("1_users, 2_names, 3_orders");
        assertThat(database.query("SELECT count(*) FROM pg_database WHERE datname = 'made_by_a_replay'"))
                .isEqualTo("0");
    }

    @Test
    void saysWhatWasMadeByHand() {
        database.execute(USERS + "CREATE TABLE orders (id int PRIMARY KEY); CREATE INDEX by_name ON users (name)");
        trial.trial.operator.says(new Consent.Yes());

        trial.passes("  - id: legacy\n    resolve: { applied: infer }\n");

        assertThat(findings()).anySatisfy(finding -> {
            assertThat(finding.id()).isEqualTo("legacy.drift");
            assertThat(finding.verdict()).isEqualTo(Verdict.WARNED);
            assertThat(finding.said()).isEqualTo("index public.by_name is added");
        });
    }

    @Test
    void refusesToMarkWhatIsNotThere() {
        database.execute(USERS);

        assertThat(trial.fails("  - id: legacy\n    resolve: { applied: [1_users, 3_orders] }\n")
                        .outcome()
                        .problem()
                        .message())
                .contains("3_orders is in the database: 0 of 3 facts hold", "table public.orders is missing");
        assertThat(database.query("SELECT to_regclass('_prisma_migrations')")).isEqualTo("null");
    }

    @Test
    void marksWhatIsNotThereForAReasonThatIsRecorded() {
        database.execute(USERS);
        trial.trial.operator.says(new Consent.Yes());

        trial.passes("""
                  - id: legacy
                    resolve:
                      applied: [1_users, 3_orders]
                      although: { 3_orders: orders moved to another database }
                """);

        assertThat(database.query(MARKED)).isEqualTo("1_users, 3_orders");
        assertThat(trial.trial.recorded()).contains("marked although: orders moved to another database");
    }

    private List<Finding> findings() {
        return trial.trial.events(Event.Checked.class).stream()
                .map(Event.Checked::finding)
                .toList();
    }

    private List<String> said() {
        return findings().stream()
                .map(finding -> finding.title() + ": " + finding.said())
                .toList();
    }

    private List<String> planned() {
        return trial.trial.events(Event.Planned.class).stream()
                .flatMap(event -> event.plan().lines().stream())
                .map(Plan.Line::text)
                .toList();
    }
}
