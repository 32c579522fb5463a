package dev.pgplaybook.staging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.problem.Source;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Finding;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.LintFile;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Linter;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.Severity;
import dev.pgplaybook.sql.hazard.rules.Rules;
import dev.pgplaybook.sql.staging.Question;
import dev.pgplaybook.sql.staging.Stage;
import dev.pgplaybook.sql.staging.StagedMigration;
import dev.pgplaybook.sql.staging.Stager;
import dev.pgplaybook.staging.Claim.Verdict;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.HeardProgress;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The story's draft, staged with the story's answers. */
class StageStoryTest {

    private static final String NAME = "20251119194448_add_admin";

    private static final Map<String, String> ANSWERS = Map.of(
            "trades.direction", "'UP'",
            "trades.priceOpen", "0",
            "trades.priceOpenAt", "CURRENT_TIMESTAMP",
            "withdraw_requests.toAddress", "''");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    private final Progress progress = new HeardProgress();
    private final List<Script> before = new ArrayList<>();
    private Script draft;

    @BeforeEach
    void read() throws IOException {
        for (String legacy : List.of("20250902181313_init", "20250910205257_add_transactions")) {
            before.add(script("story/migrations/" + legacy + "/migration.sql"));
        }
        draft = script("story/draft/" + NAME + "/migration.sql");
    }

    @Test
    void asksForTheValuesThatTheFileDoesNotSay() {
        assertThat(stager().questions()).extracting(Question::id).containsExactlyInAnyOrderElementsOf(ANSWERS.keySet());
    }

    @Test
    void writesFoldersThatAreAppliedInOrderAndPassTheLinterWithoutAnIgnore() {
        StagedMigration staged = stager().stage(ANSWERS);

        List<String> names = staged.stages().stream().map(Stage::name).toList();
        assertThat(names).isSorted().hasSizeGreaterThan(5).startsWith(NAME);
        List<LintFile> files = new ArrayList<>();
        before.forEach(script -> files.add(new LintFile("before", script.source(), false, false, true)));
        staged.stages()
                .forEach(stage -> files.add(
                        new LintFile(stage.name(), Source.of(Path.of(stage.name()), stage.sql()), true, true, true)));
        LintReport report = new Linter(Runner.PGPLAYBOOK, Rules.ids(), Rules.on(Set.of()), Map.of(), Optional.empty())
                .lint(files, Facts.NONE, HistoryFacts.NONE, List.of());
        assertThat(report.ignored()).isEmpty();
        assertThat(report.findings())
                .filteredOn(finding -> finding.isAtLeast(Severity.ERROR))
                .extracting(Finding::said)
                .isEmpty();
    }

    @Test
    void passesWhereTheDraftFailsLosesNothingAndEndsInTheDeclaredSchema() throws IOException {
        db.execute(Files.readString(SharedFolder.require("story/production.sql")));

        List<Claim> claims = new StageProof(db.url(), draft, stager().stage(ANSWERS), progress).prove();

        assertThat(claims).extracting(Claim::title).hasSize(5);
        assertThat(claim(claims, "The original").said())
                .contains("column \"direction\" of relation \"trades\" contains null values");
        assertThat(claims)
                .filteredOn(claim -> !claim.title().startsWith("The original"))
                .allSatisfy(
                        claim -> assertThat(claim.verdict()).as(claim.said()).isEqualTo(Verdict.HOLDS));
        assertThat(claim(claims, "Nothing is lost").said())
                .contains("60000 rows")
                .doesNotContain("but for");
    }

    @Test
    void refutesStagesThatEndElsewhere() throws IOException {
        db.execute(Files.readString(SharedFolder.require("story/production.sql")));
        StagedMigration whole = stager().stage(ANSWERS);
        StagedMigration cut = new StagedMigration(
                whole.stages().subList(0, whole.stages().size() - 1),
                whole.added(),
                whole.fills(),
                whole.notes(),
                whole.tables());

        List<Claim> claims = new StageProof(db.url(), draft, cut, progress).prove();

        assertThat(claim(claims, "They end").verdict()).isEqualTo(Verdict.FAILS);
    }

    @Test
    void refutesStagesThatOldCodeCannotLiveWith() throws IOException {
        db.execute(Files.readString(SharedFolder.require("story/production.sql")));
        StagedMigration whole = stager().stage(ANSWERS);
        List<Stage> bare = whole.stages().stream()
                .map(stage -> new Stage(
                        stage.name(),
                        stage.title(),
                        stage.sql().replaceAll(",\\s+ALTER COLUMN \"direction\" SET DEFAULT 'UP'", "")))
                .toList();

        List<Claim> claims = new StageProof(
                        db.url(),
                        draft,
                        new StagedMigration(bare, whole.added(), whole.fills(), whole.notes(), whole.tables()),
                        progress)
                .prove();

        assertThat(claim(claims, "Old code").verdict()).isEqualTo(Verdict.FAILS);
        assertThat(claim(claims, "Old code").said())
                .contains("old code does not name trades.direction: a default that stays, or a release of the code");
    }

    @Test
    void saysThatRowsWhichAreRefusedFromNowOnNeedAReleaseOfTheCodeFirst() {
        List<Claim> claims = proofOf(
                "UPDATE trades SET note = '-' WHERE note IS NULL; ALTER TABLE trades ALTER COLUMN note SET NOT NULL;",
                Map.of("trades.note", "'-'"));

        assertThat(claim(claims, "A release of the code comes first").said())
                .contains("old code is refused where it writes a row like some of those that are there")
                .contains("trades")
                .contains("a trigger must mend them");
        assertThat(claims).extracting(Claim::verdict).doesNotContain(Verdict.FAILS);
    }

    @Test
    void takesNoCopyOfARowForADuplicateThatOldCodeWrites() {
        List<Claim> claims = proofOf("CREATE UNIQUE INDEX by_symbol ON trades (symbol);", Map.of());

        assertThat(claims).extracting(Claim::title).doesNotContain("A release of the code comes first");
        assertThat(claims).as(claims.toString()).extracting(Claim::verdict).doesNotContain(Verdict.FAILS);
        assertThat(claim(claims, "Old code").verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void saysThatARenameAndADropNeedAReleaseOfTheCodeFirst() {
        List<Claim> claims = proofOf(
                "ALTER TABLE trades RENAME COLUMN symbol TO ticker; ALTER TABLE trades DROP COLUMN note;", Map.of());

        assertThat(claim(claims, "A release of the code comes first").said()).contains("trades.symbol, trades.note");
        assertThat(claims).extracting(Claim::verdict).doesNotContain(Verdict.FAILS);
        assertThat(claim(claims, "Nothing is lost").said()).contains("trades: 100 rows; but for what it drops");
    }

    @Test
    void takesNoLossForWhatIsFilledWhereNothingWas() {
        List<Claim> claims =
                proofOf("ALTER TABLE trades ALTER COLUMN note SET NOT NULL;", Map.of("trades.note", "'-'"));

        assertThat(claims).as(claims.toString()).extracting(Claim::verdict).doesNotContain(Verdict.FAILS);
        assertThat(claim(claims, "Nothing is lost").said()).isEqualTo("trades: 100 rows");
    }

    @Test
    void looksAwayWhereWhatIsFilledIsAnotherForEachRow() {
        List<Claim> claims = proofOf(
                "ALTER TABLE trades ALTER COLUMN note SET NOT NULL;", Map.of("trades.note", "gen_random_uuid()::text"));

        assertThat(claims).extracting(Claim::verdict).doesNotContain(Verdict.FAILS);
        assertThat(claim(claims, "Nothing is lost").said())
                .isEqualTo("trades: 100 rows; but for what it fills itself: trades.note");
    }

    @Test
    void takesNoLossForWhatTheMigrationWritesItself() {
        List<Claim> claims = proofOf(
                "UPDATE trades SET symbol = upper(symbol); ALTER TABLE trades ALTER COLUMN symbol SET NOT NULL;",
                Map.of("trades.symbol", "'?'"));

        assertThat(claims).extracting(Claim::verdict).doesNotContain(Verdict.FAILS);
        assertThat(claim(claims, "Nothing is lost").said())
                .contains("trades: 100 rows; but for what it writes itself: trades.symbol");
    }

    @Test
    void takesACopyThatWasRefusedBeforeForNoSign() {
        List<Claim> claims = proofOf(
                "CREATE TABLE trades (id int PRIMARY KEY, symbol text, note text);"
                        + " CREATE UNIQUE INDEX once ON trades (lower(symbol));",
                "ALTER TABLE trades ADD CONSTRAINT not_nought CHECK (id <> 0);",
                Map.of());

        assertThat(claims).extracting(Claim::verdict).doesNotContain(Verdict.FAILS);
        assertThat(claims).extracting(Claim::title).doesNotContain("A release of the code comes first");
        assertThat(claim(claims, "Old code").said()).contains("nobody wrote to");
    }

    /** Of a change to a table of a hundred rows. */
    private List<Claim> proofOf(String sql, Map<String, String> answers) {
        return proofOf("CREATE TABLE trades (id int PRIMARY KEY, symbol text, note text);", sql, answers);
    }

    private List<Claim> proofOf(String table, String sql, Map<String, String> answers) {
        db.execute(
                table
                        + " INSERT INTO trades SELECT i, 's' || i, nullif('n', repeat('n', i % 3)) FROM generate_series(1, 100) AS i");
        Script change = Script.split(Source.of(Path.of("change.sql"), sql));
        Schema before = Schema.after(List.of(Script.split(Source.of(Path.of("base.sql"), table))));
        StagedMigration staged = new Stager("1_change", change, before, Optional.empty()).stage(answers);
        return new StageProof(db.url(), change, staged, progress).prove();
    }

    private Stager stager() {
        return new Stager(NAME, draft, Schema.after(before), Optional.empty());
    }

    private static Claim claim(List<Claim> claims, String title) {
        return claims.stream()
                .filter(claim -> claim.title().startsWith(title))
                .findFirst()
                .orElseThrow();
    }

    private static Script script(String path) throws IOException {
        Path file = SharedFolder.require(path);
        return Script.split(Source.of(file, Files.readString(file)));
    }
}
