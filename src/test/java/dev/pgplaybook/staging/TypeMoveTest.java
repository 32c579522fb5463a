package dev.pgplaybook.staging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.problem.Source;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Finding;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.LintFile;
import dev.pgplaybook.sql.hazard.Linter;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.Severity;
import dev.pgplaybook.sql.hazard.rules.Rules;
import dev.pgplaybook.sql.staging.Stage;
import dev.pgplaybook.sql.staging.StagedMigration;
import dev.pgplaybook.sql.staging.Stager;
import dev.pgplaybook.staging.Claim.Verdict;
import dev.pgplaybook.testing.DatabaseExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A type that changes by expand and contract, on real rows and beside a writer. */
class TypeMoveTest {

    private static final String TABLE =
            "CREATE TABLE trades (id int PRIMARY KEY, amount int NOT NULL, note varchar(20), price numeric);";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @Test
    void losesNothingAndEndsInTheDeclaredSchemaBesideAWriter() {
        fill();
        String sql = "ALTER TABLE trades ALTER COLUMN amount TYPE bigint;";

        List<Claim> claims = new StageProof(db.url(), script(sql), staged(sql), Progress.silent()).prove();

        assertThat(claims)
                .filteredOn(claim -> !claim.title().startsWith("The original"))
                .hasSize(4)
                .allSatisfy(
                        claim -> assertThat(claim.verdict()).as(claim.said()).isEqualTo(Verdict.HOLDS));
    }

    @Test
    void takesTheValueThatTheMigrationSays() {
        fill();
        String sql = "ALTER TABLE trades ALTER COLUMN price TYPE bigint USING round(price * 100);";

        for (Stage stage : staged(sql).stages()) {
            db.execute(stage.sql().replace("COMMIT;", ""));
        }

        assertThat(db.query("SELECT sum(price) FROM trades"))
                .isEqualTo(db.query("SELECT sum(i * 25) FROM generate_series(1, 12000) i"));
        assertThat(db.query("SELECT pg_typeof(price) FROM trades LIMIT 1")).isEqualTo("bigint");
        assertThat(db.query("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"))
                .isEqualTo("0");
        assertThat(db.query("SELECT count(*) FROM pg_proc WHERE proname LIKE '%moves'"))
                .isEqualTo("0");
    }

    @Test
    void saysWhichValueIsInTheWay() {
        fill();
        String sql = "ALTER TABLE trades ALTER COLUMN note TYPE int USING note::int;";

        List<Claim> claims = new StageProof(db.url(), script(sql), staged(sql), Progress.silent()).prove();

        assertThat(claims)
                .filteredOn(claim -> claim.verdict() == Verdict.FAILS)
                .first()
                .satisfies(claim -> assertThat(claim.said()).contains("a value cannot have its new type", "integer"));
    }

    @Test
    void passesTheLinterWithReasonsForWhatGoes() {
        StagedMigration staged = staged("ALTER TABLE trades ALTER COLUMN amount TYPE bigint;");
        List<LintFile> files = Stream.concat(
                        Stream.of(new LintFile("base", source(TABLE), false, false, true)),
                        staged.stages().stream()
                                .map(stage -> new LintFile(
                                        stage.name(), Source.of(Path.of(stage.name()), stage.sql()), true, true, true)))
                .toList();

        assertThat(new Linter(Runner.PGPLAYBOOK, Rules.ids(), Rules.on(Set.of()), Map.of(), Optional.empty())
                        .lint(files, Facts.NONE, HistoryFacts.NONE, List.of())
                        .findings())
                .filteredOn(finding -> finding.isAtLeast(Severity.ERROR))
                .extracting(Finding::said)
                .isEmpty();
    }

    private void fill() {
        db.execute(TABLE + " INSERT INTO trades SELECT i, i, 'n' || i, i * 0.25 FROM generate_series(1, 12000) AS i");
    }

    private static StagedMigration staged(String sql) {
        return new Stager("1_change", script(sql), Schema.after(List.of(script(TABLE))), Optional.empty())
                .stage(Map.of());
    }

    private static Script script(String sql) {
        return Script.split(source(sql));
    }

    private static Source source(String sql) {
        return Source.of(Path.of("change.sql"), sql);
    }
}
