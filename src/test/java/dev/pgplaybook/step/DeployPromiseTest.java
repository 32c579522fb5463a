package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Finding.Verdict;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.ServerTrial;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** After a deploy the schema is what it was, and what a sandbox shows the migrations to make of it. */
class DeployPromiseTest {

    private static final String STEP = "  - id: go\n    deploy: all\n";

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @TempDir
    Path directory;

    private ServerTrial trial;

    @BeforeEach
    void oneMigrationIsApplied() {
        trial = new ServerTrial(directory, database);
        migration("1_users", "CREATE TABLE users (id int PRIMARY KEY, name text);");
        deploys("");
        trial.trial.events.clear();
    }

    @Test
    void keepsTheDriftThatWasThereAndSaysHowMuchChanged() {
        database.execute("ALTER TABLE users ADD COLUMN extra text; CREATE INDEX by_hand ON users (name)");
        migration("2_email", "ALTER TABLE users ADD COLUMN email text;");

        deploys("");

        Finding schema = finding("go.schema");
        assertThat(schema.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(schema.said()).startsWith("1 fact changed as on a sandbox; fingerprint ");
    }

    @Test
    void failsWhereAMigrationDoesSomethingElseHereThanOnASandbox() {
        migration("2_email", """
                ALTER TABLE users ADD COLUMN email text;
                DO $$ BEGIN
                  IF EXISTS (SELECT FROM users) THEN ALTER TABLE users ADD COLUMN surprise int; END IF;
                END $$;
                """);
        database.execute("INSERT INTO users VALUES (1, 'sam')");
        trial.trial.operator.says(new Consent.Yes());

        assertThat(trial.head("migrations: migrations\n")
                        .fails(STEP)
                        .outcome()
                        .problem()
                        .message())
                .contains("column public.users.surprise is added");
    }

    @Test
    void failsWhereTheApplicationsRoleMayNotReadWhatWasMade() {
        String role = "app_" + database.url().database();
        database.execute("CREATE ROLE " + role + "; GRANT SELECT, INSERT ON users TO " + role);
        try {
            migration("2_orders", "CREATE TABLE orders (id serial PRIMARY KEY);");
            trial.trial.operator.says(new Consent.Yes());

            assertThat(trial.head("migrations: migrations\nrole: " + role + "\n")
                            .fails(STEP)
                            .outcome()
                            .problem()
                            .message())
                    .contains(
                            "GRANT SELECT, INSERT ON orders TO \"" + role + "\"",
                            "GRANT USAGE ON SEQUENCE orders_id_seq TO \"" + role + "\"");
        } finally {
            database.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void passesWhereTheMigrationGrantsWhatTheRoleNeeds() {
        String role = "app_" + database.url().database();
        database.execute("CREATE ROLE " + role + "; GRANT SELECT ON users TO " + role);
        try {
            migration("2_orders", "CREATE TABLE orders (id int PRIMARY KEY); GRANT SELECT ON orders TO " + role + ";");

            deploys("role: " + role + "\n");

            assertThat(finding("go.role").verdict()).isEqualTo(Verdict.PASSED);
            assertThat(finding("go.schema").verdict()).isEqualTo(Verdict.PASSED);
        } finally {
            database.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    private void migration(String name, String sql) {
        trial.trial.write("migrations/" + name + "/migration.sql", sql);
    }

    private void deploys(String head) {
        trial.trial.operator.says(new Consent.Yes());
        trial.head("migrations: migrations\n" + head).passes(STEP);
    }

    private Finding finding(String id) {
        return trial.trial.events(Event.Checked.class).stream()
                .map(Event.Checked::finding)
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
