package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.journal.Outcome.Stage;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.testing.BareTrial;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.ServerTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How far a deployment goes: a bare command as far as Prisma's does, a step of a playbook only where all of it can be read. */
class DeployTest {

    private static final String A = "20250101000000_a";
    private static final String B = "20250102000000_b";
    private static final String C = "20250103000000_c";
    private static final String STEPS = "  - id: all\n    deploy: all\n";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private BareTrial bare;

    @BeforeEach
    void begin() {
        bare = new BareTrial(directory, db.url());
    }

    @Test
    void appliesWhatComesBeforeADirectoryWithoutAScript() throws IOException {
        bare.migration(A, "CREATE TABLE a (i int)").migration(C, "CREATE TABLE c (i int)");
        Files.createDirectories(directory.resolve("migrations/" + B));

        Result.Failed failed = (Result.Failed) deploy(ExecutionModel.TRANSACTION);

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB202);
        assertThat(failed.outcome().left()).isEqualTo(Left.SOMETHING);
        assertThat(planned()).endsWith(B + " has no migration.sql; deploy stops here");
        assertThat(recorded()).containsExactly(List.of(A));
    }

    @Test
    void beginsNothingInAPlaybookWhereAScriptIsMissing() throws IOException {
        bare.migration(A, "CREATE TABLE a (i int)");
        Files.createDirectories(directory.resolve("migrations/" + B));

        Result.Failed failed = playbook(STEPS);

        assertThat(failed.outcome().stage()).isEqualTo(Stage.CHECK);
        assertThat(failed.outcome().problem().message()).contains("there is none in " + B);
        assertThat(db.query("SELECT to_regclass('_prisma_migrations')")).isEqualTo("null");
    }

    @Test
    void leavesTheLastWordOnAWholeScriptToTheServer() {
        bare.migration(A, "CREATE TABLE a (i int)").migration(B, "SELECT 1; /* open");

        Result.Failed failed = (Result.Failed) deploy(ExecutionModel.WHOLE_SCRIPT);

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB206);
        assertThat(planned()).last().asString().startsWith("send " + B + " as one script: ");
        assertThat(recorded()).containsExactly(List.of(A));
        assertThat(db.query("SELECT logs FROM _prisma_migrations WHERE migration_name = '" + B + "'"))
                .contains("unterminated /* comment");
    }

    @Test
    void beginsNothingWhereAScriptCannotBeCutIntoStatements() {
        bare.migration(A, "CREATE TABLE a (i int)").migration(B, "SELECT 1; /* open");

        Result.Failed failed = (Result.Failed) deploy(ExecutionModel.TRANSACTION);
        Result.Failed inPlaybook = playbook("  - id: all\n    deploy: { execution: whole-script }\n");

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB303);
        assertThat(inPlaybook.outcome().problem().code()).isEqualTo(ProblemCode.PB303);
        assertThat(db.query("SELECT to_regclass('_prisma_migrations')")).isEqualTo("null");
    }

    @Test
    void warnsOfWhatIsPendingAgainBehindASquash() {
        bare.migration(A, "CREATE TABLE a (i int)")
                .migration(B, "DELETE FROM _prisma_migrations WHERE migration_name = '" + A + "'");

        assertThat(deploy(ExecutionModel.TRANSACTION)).isInstanceOf(Result.Passed.class);

        assertThat(recorded()).containsExactly(List.of(B));
        assertThat(bare.trial.events(Event.Checked.class).stream().map(Event.Checked::finding))
                .filteredOn(finding -> finding.id().equals("deploy.history"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Finding.Verdict.WARNED);
                    assertThat(finding.said()).contains(A);
                });
    }

    @Test
    void failsWhereWhatWasExpectedIsNotRecordedAnyMore() {
        bare.migration(A, "CREATE TABLE a (i int)")
                .migration(B, "DELETE FROM _prisma_migrations WHERE migration_name = '" + A + "'");

        Result.Failed failed = playbook("  - id: all\n    deploy: { expect: [" + A + ", " + B + "] }\n");

        assertThat(failed.outcome().stage()).isEqualTo(Stage.VERIFY);
        assertThat(failed.outcome().problem().message()).contains("not applied: [" + A + "]");
    }

    /** Prisma sets the search path in any case, so that a role's own does not count. */
    @Test
    void worksInPublicWhateverTheRolesOwnSearchPathIs() {
        String role = "wanderer_" + db.url().database();
        db.execute("CREATE ROLE " + role + " SUPERUSER LOGIN PASSWORD 'wanderer'; CREATE SCHEMA other; CREATE SCHEMA "
                + role + "; ALTER ROLE " + role + " SET search_path = other, public");
        try {
            DatabaseUrl url = db.url();
            bare = new BareTrial(directory, DatabaseUrl.of(url.host(), url.port(), url.database(), role, "wanderer"));
            bare.migration(
                    A,
                    "CREATE TABLE a (path text DEFAULT current_setting('search_path')); INSERT INTO a DEFAULT VALUES");

            assertThat(deploy(ExecutionModel.TRANSACTION)).isInstanceOf(Result.Passed.class);
            bare.migration(
                    B,
                    "CREATE TABLE b (path text DEFAULT current_setting('search_path')); INSERT INTO b DEFAULT VALUES");
            assertThat(deploy(ExecutionModel.WHOLE_SCRIPT)).isInstanceOf(Result.Passed.class);

            assertThat(db.query("SELECT path FROM public.a")).isEqualTo("public");
            assertThat(db.query("SELECT path FROM public.b")).isEqualTo("public");
        } finally {
            db.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    private Result deploy(ExecutionModel model) {
        return bare.walk(new Work.Deploy(Optional.empty(), Optional.of(model)));
    }

    private Result.Failed playbook(String steps) {
        ServerTrial server = new ServerTrial(directory, db).head("migrations: migrations\n");
        server.trial.operator.says(new Consent.Yes());
        return server.fails(steps);
    }

    private List<String> planned() {
        return bare.trial.events(Event.Planned.class).get(0).plan().lines().stream()
                .map(Plan.Line::text)
                .toList();
    }

    private List<List<String>> recorded() {
        return db.rows(
                "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY started_at");
    }
}
