package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.ServerTrial;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HazardChecksTest {

    private static final String NEXT = "20250102000000_next";
    private static final String STEPS = "  - id: all\n    deploy: { expect: [" + NEXT + "] }\n";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void stopARunWhereThePlaybookSaysSo() {
        ServerTrial server = pending("hazards: { fail_on: error }\n");

        Result.Failed failed = server.fails(STEPS);

        assertThat(failed.outcome().stage()).isEqualTo(Stage.CHECK);
        assertThat(failed.outcome().problem().message())
                .contains("L001 at ")
                .contains("migration.sql:1:1")
                .contains("building i makes writers of trades wait");
        assertThat(db.query("SELECT to_regclass('i') IS NULL")).isEqualTo("t");
    }

    @Test
    void letThroughWhatThePlaybookAllows() {
        ServerTrial server = pending("hazards: { fail_on: error, allow: [L001: nobody writes at night] }\n");
        server.trial.operator.says(new Consent.Yes());

        server.passes(STEPS);

        assertThat(verdict(server)).isEqualTo(Finding.Verdict.PASSED);
    }

    @Test
    void areShownInThePlanWhereNothingIsSaid() {
        ServerTrial server = pending("");
        server.trial.operator.says(new Consent.Yes());

        server.passes(STEPS);

        assertThat(server.trial.events(Event.Planned.class).get(0).plan().lines())
                .filteredOn(line -> line.text().contains("error L001"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.basis()).isEqualTo(Plan.Basis.READ);
                    assertThat(line.at().orElseThrow()).endsWith("migration.sql:1:1");
                    assertThat(line.detail().orElseThrow()).contains("CREATE INDEX CONCURRENTLY i ON trades (id);");
                });
    }

    @Test
    void weighLessOnASmallTable() {
        ServerTrial server = pending("hazards: { fail_on: error }\n");
        db.execute("TRUNCATE trades; ANALYZE trades");
        server.trial.operator.says(new Consent.Yes());

        server.passes(STEPS);

        assertThat(server.trial.events(Event.Planned.class).get(0).plan().lines())
                .anyMatch(line -> line.text().contains("warning L001"));
    }

    private ServerTrial pending(String hazards) {
        db.execute("CREATE TABLE trades (id int PRIMARY KEY); INSERT INTO trades SELECT generate_series(1, 5000);"
                + " ANALYZE trades");
        ServerTrial server = new ServerTrial(directory, db).head("migrations: migrations\n" + hazards);
        server.trial.write("migrations/20250101000000_base/migration.sql", "CREATE TABLE trades (id int PRIMARY KEY)");
        server.trial.operator.says(new Consent.Yes());
        server.passes("  - id: base\n    resolve: { applied: [20250101000000_base] }\n");
        server.trial.events.clear();
        server.trial.write("migrations/" + NEXT + "/migration.sql", "CREATE INDEX i ON trades (id)");
        return server;
    }

    private static Finding.Verdict verdict(ServerTrial server) {
        return server.trial.events(Event.Checked.class).stream()
                .map(Event.Checked::finding)
                .filter(finding -> finding.id().equals("all.hazards"))
                .findFirst()
                .orElseThrow()
                .verdict();
    }
}
