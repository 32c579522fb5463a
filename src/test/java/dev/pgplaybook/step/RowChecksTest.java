package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.BareTrial;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowChecksTest extends OnServer {

    private static final String BASE = "20250101000000_base";
    private static final String NEXT = "20250102000000_next";
    private static final String STEPS = "  - id: all\n    deploy: { expect: [" + NEXT + "] }\n";
    private static final String SECRET = "sam@secret.example";

    @BeforeEach
    void deployTheBase() {
        server.head("migrations: migrations\n");
        server.trial.write(
                "migrations/" + BASE + "/migration.sql", "CREATE TABLE users (id int PRIMARY KEY, email text)");
        server.trial.operator.says(new Consent.Yes());
        server.passes("  - id: all\n    deploy: all\n");
        db.execute("INSERT INTO users VALUES (1, '" + SECRET + "'), (2, '" + SECRET + "'), (3, NULL)");
        server.trial.events.clear();
    }

    @Test
    void stopARunBeforeAnyChange() {
        pending("CREATE UNIQUE INDEX users_email ON users (email)");

        Result.Failed failed = server.fails(STEPS);

        assertThat(failed.outcome().stage()).isEqualTo(Stage.CHECK);
        assertThat(failed.outcome().left()).isEqualTo(Left.NOTHING);
        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB501);
        assertThat(failed.exit(false)).isEqualTo(2);
        assertThat(failed.outcome().problem().message())
                .contains("2 rows of users share email, which " + NEXT + " makes unique")
                .contains("migration.sql:1:1")
                .contains("show them: SELECT email, count(*) FROM users");
        assertThat(db.query("SELECT count(*) FROM _prisma_migrations WHERE migration_name = '" + NEXT + "'"))
                .isEqualTo("0");
        assertThat(server.trial.recorded()).contains("share email").doesNotContain(SECRET);
    }

    @Test
    void warnOfWhatTheOperatorAccepts() {
        pending("ALTER TABLE users ALTER email SET NOT NULL");
        server.trial.accepted.add("precheck.users.email");
        server.trial.operator.says(new Consent.Yes());

        Result.Failed failed = server.fails(STEPS);

        assertThat(failed.outcome().stage()).isEqualTo(Stage.EXECUTE);
        assertThat(finding("precheck.users.email").verdict()).isEqualTo(Finding.Verdict.WARNED);
        assertThat(finding("precheck.users.email").said()).startsWith("accepted: 1 row of users is without email");
    }

    @Test
    void letThroughWhatRowsAreNotInTheWayOfAndShowItInThePlan() {
        pending("DELETE FROM users WHERE email IS NULL;\nALTER TABLE users ALTER email SET NOT NULL;\n"
                + "ALTER TABLE users ALTER id TYPE bigint");
        server.trial.operator.says(new Consent.Yes());

        server.passes(STEPS);

        List<Plan.Line> lines =
                server.trial.events(Event.Planned.class).get(0).plan().lines();
        assertThat(lines)
                .filteredOn(line -> line.text().contains("no row of users is without email"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.basis()).isEqualTo(Plan.Basis.NOT_PREVIEWABLE);
                    assertThat(line.at().orElseThrow()).endsWith("migration.sql:2:19");
                });
    }

    @Test
    void showKeysWhereValuesAreAskedFor() {
        pending("UPDATE users SET id = id;\nCREATE UNIQUE INDEX i ON users (email)");
        server.trial.showsValues = true;
        server.trial.operator.says(new Consent.Yes());
        assertThat(server.fails(STEPS).outcome().stage()).isEqualTo(Stage.EXECUTE);
        db.execute("DELETE FROM _prisma_migrations WHERE migration_name = '" + NEXT + "'");
        pending("CREATE UNIQUE INDEX i ON users (email)");
        server.trial.events.clear();

        Preview.of(server.order(STEPS), server.trial.equipment(server.trial.operator));

        Plan plan = server.trial.events(Event.Planned.class).get(0).plan();
        assertThat(plan.lines())
                .filteredOn(line -> line.text().contains("in the way"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.basis()).isEqualTo(Plan.Basis.READ);
                    assertThat(line.detail().orElseThrow())
                            .contains("show them: SELECT")
                            .contains(SECRET + ", 2");
                });
    }

    @Test
    void leaveABareDeployToGoAsFarAsItCan() {
        BareTrial bare =
                new BareTrial(directory, db.url()).migration(NEXT, "ALTER TABLE users ALTER email SET NOT NULL");
        bare.trial.operator.says(new Consent.Yes());

        Result.Failed failed = (Result.Failed) bare.walk(new Work.Deploy(Optional.empty(), Optional.empty()));

        assertThat(failed.outcome().stage()).isEqualTo(Stage.EXECUTE);
        assertThat(bare.trial.events(Event.Checked.class).stream().map(Event.Checked::finding))
                .filteredOn(finding -> finding.id().equals("precheck.users.email"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Finding.Verdict.WARNED));
    }

    private void pending(String sql) {
        server.trial.write("migrations/" + NEXT + "/migration.sql", sql);
    }

    private Finding finding(String id) {
        return server.trial.events(Event.Checked.class).stream()
                .map(Event.Checked::finding)
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
