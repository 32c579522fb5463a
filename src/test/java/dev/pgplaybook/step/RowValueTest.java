package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People's data in the server's errors: in no record, no problem and no history log unless it was asked for. */
class RowValueTest extends OnServer {

    private static final String SAM = "sam@example.com";

    @BeforeEach
    void makeATable() {
        server.head("migrations: migrations\n");
        server.trial.operator.says(new Consent.Yes());
        db.execute("CREATE TABLE people (id int PRIMARY KEY, email text UNIQUE)");
        db.execute("INSERT INTO people VALUES (1, '" + SAM + "')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO people SELECT 2, email FROM people",
                "INSERT INTO people SELECT NULL, email || '.au' FROM people",
                "UPDATE people SET id = email::int",
                "SELECT email::date FROM people",
            })
    void masksThemInAnAction(String sql) {
        Result.Failed failed = server.fails("  - id: a\n    sql: " + sql + "\n");

        assertThat(failed.outcome().problem().message()).contains("•••").doesNotContain(SAM);
        assertThat(server.trial.recorded()).contains("•••").doesNotContain(SAM);
        assertThat(server.trial.events.toString()).doesNotContain(SAM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "whole-script", "per-statement"})
    void masksThemInAMigration(String execution) {
        migration("INSERT INTO people SELECT 2, email FROM people;");

        Result.Failed failed = deploy(execution);

        assertThat(failed.outcome().problem().message()).contains("Key (email)=(•••)");
        assertThat(server.trial.recorded()).contains("Key (email)=(•••)").doesNotContain(SAM);
        assertThat(logs()).contains("Key (email)=(•••)").doesNotContain(SAM);
    }

    @Test
    void masksThemInTheAnswersOfAFailingCheck() {
        Result.Failed failed = server.fails("""
                  - id: a
                    check: [{ title: nobody is a date, sql: "SELECT count(email::date) FROM people", expect: 0 }]
                """);

        assertThat(failed.outcome().problem().message()).contains("•••").doesNotContain(SAM);
        assertThat(server.trial.recorded()).doesNotContain(SAM);
    }

    @Test
    void showsThemWhereTheyWereAskedFor() {
        server.trial.showsValues = true;
        migration("INSERT INTO people SELECT 2, email FROM people;");

        Result.Failed failed = deploy("transaction");

        assertThat(failed.outcome().problem().message()).contains("Key (email)=(" + SAM + ")");
        assertThat(server.trial.recorded()).contains(SAM);
        assertThat(logs()).contains("Key (email)=(" + SAM + ")");
    }

    private Result.Failed deploy(String execution) {
        return server.fails("  - id: a\n    deploy: { execution: " + execution + " }\n");
    }

    private void migration(String sql) {
        db.execute("""
                CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL,
                  finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
                  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)""");
        server.trial.write("migrations/1_people/migration.sql", sql);
    }

    private String logs() {
        return db.query("SELECT logs FROM _prisma_migrations WHERE migration_name = '1_people'");
    }
}
