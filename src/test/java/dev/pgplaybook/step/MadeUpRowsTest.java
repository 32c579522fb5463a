package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.SharedFolder;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story rehearsed on production's schema and made-up rows: no row of production is needed to see what fails there. */
class MadeUpRowsTest {

    private static final String NEW = "20251119194448_add_admin";

    @TempDir
    Path directory;

    private Trial trial;
    private Path playbook;

    @BeforeEach
    void writeThePlaybook() throws IOException {
        trial = Trial.ofTheStory(directory);
        String production = Files.readString(directory.resolve("playbooks/production.sql"));
        trial.write("playbooks/schema.sql", production.substring(0, production.indexOf("INSERT INTO")));
        playbook = trial.write("playbooks/made-up.yaml", """
                version: 1
                playbook: made-up
                migrations: ../migrations
                targets:
                  throwaway:
                    sandbox:
                      provider: embedded
                      like: { file: schema.sql }
                      rows: { synthetic: 200, tables: { trades: 5000 }, seed: 7 }
                steps:
                  - id: legacy
                    resolve: { applied: [20250902181313_init, 20250910205257_add_transactions] }
                  - id: admin-roles
                    deploy: { expect: [%s] }
                """.formatted(NEW));
    }

    @Test
    void letTheRewrittenMigrationPass() {
        assertThat(rehearsed()).isInstanceOf(Result.Passed.class);

        assertThat(trial.events(Event.SandboxReady.class))
                .singleElement()
                .satisfies(ready -> assertThat(ready.toString()).contains("like schema.sql with 6,200 made-up rows"));
    }

    @Test
    void letTheDraftFailOnEachHazardThatProductionHas() throws IOException {
        Files.copy(
                SharedFolder.require("story/draft/" + NEW + "/migration.sql"),
                directory.resolve("migrations").resolve(NEW).resolve("migration.sql"),
                StandardCopyOption.REPLACE_EXISTING);

        Result result = rehearsed();

        assertThat(result.exit(true)).isEqualTo(1);
        assertThat(trial.events(Event.StatementFinished.class))
                .filteredOn(e -> e.sqlState().isPresent())
                .singleElement()
                .satisfies(e -> assertThat(e.sqlState()).contains("23502"));
        List<String> warned = trial.events(Event.Checked.class).stream()
                .map(Event.Checked::finding)
                .filter(finding -> finding.verdict() == Finding.Verdict.WARNED)
                .map(Finding::id)
                .filter(id -> id.startsWith("precheck."))
                .toList();
        assertThat(warned)
                .containsExactly(
                        "precheck.trades.direction",
                        "precheck.trades.priceOpen",
                        "precheck.trades.priceOpenAt",
                        "precheck.withdraw_requests.toAddress");
    }

    private Result rehearsed() {
        try (OpenRun run = trial.begin(playbook, "throwaway", Order.Manner.REHEARSAL, Map.of())) {
            return run.walk(Optional.empty());
        }
    }
}
