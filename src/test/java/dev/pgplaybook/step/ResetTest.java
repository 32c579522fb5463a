package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Outcome;
import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Hazards;
import dev.pgplaybook.playbook.Limits;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Text;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.Programs;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.testing.CatalogPicture;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.SharedFolder;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ResetTest {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @RegisterExtension
    final DatabaseExtension prismas = new DatabaseExtension();

    @TempDir
    Path directory;

    private static final String BY_HAND = """
            CREATE TABLE by_hand (i int); INSERT INTO by_hand SELECT generate_series(1, 1234); ANALYZE by_hand;
            CREATE TYPE mood AS ENUM ('good'); COMMENT ON SCHEMA public IS 'ours';
            CREATE SCHEMA other; CREATE VIEW other.looks AS SELECT * FROM by_hand; CREATE TABLE other.stays (m mood)""";

    private Trial trial;
    private final List<Proposal> proposals = new ArrayList<>();

    @BeforeEach
    void aDatabaseThatGrewByHand() {
        trial = new Trial(directory);
        trial.write("migrations/1_a/migration.sql", "CREATE TABLE a (i int)");
        trial.write("migrations/2_b/migration.sql", "CREATE TABLE b (i int)");
        db.execute(BY_HAND);
    }

    @Test
    void leavesTheMigrationsAndNothingElse() {
        assertThat(reset("", new Consent.Yes())).isInstanceOf(Result.Passed.class);

        assertThat(
                        db.rows(
                                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"))
                .containsExactly(List.of("_prisma_migrations"), List.of("a"), List.of("b"));
        assertThat(
                        db.query(
                                "SELECT count(*) FROM _prisma_migrations WHERE applied_steps_count = 1 AND finished_at IS NOT NULL"))
                .isEqualTo("2");
        assertThat(db.query("SELECT to_regclass('other.looks')")).isEqualTo("null");
    }

    @Test
    void endsWherePrismasOwnResetDoes() {
        Path cli = SharedFolder.require("prisma/cli/prisma-cli");
        prismas.execute(BY_HAND);
        Program prisma = Program.of(
                        cli.toString(),
                        directory.resolve("migrations").toString(),
                        "migrate",
                        "reset",
                        "--force",
                        "--skip-seed")
                .with(Map.of("DATABASE_URL", prismas.url().withPassword()));

        Programs.run(prisma, Duration.ofMinutes(5), new Secrets(), new Cancellation());
        reset("", new Consent.Yes());

        assertThat(CatalogPicture.of(db.url())).isNotEmpty().isEqualTo(CatalogPicture.of(prismas.url()));
        String rows = "SELECT migration_name, checksum, applied_steps_count, logs, finished_at IS NULL, rolled_back_at"
                + " FROM _prisma_migrations ORDER BY started_at";
        assertThat(db.rows(rows)).hasSize(2).isEqualTo(prismas.rows(rows));
        String schemas = "SELECT nspname, nspacl, nspowner::regrole FROM pg_namespace ORDER BY 1";
        assertThat(db.rows(schemas)).isEqualTo(prismas.rows(schemas));
    }

    @Test
    void saysAllThatIsLostBeforeItAsks() {
        reset("", new Consent.No());

        assertThat(proposals).singleElement().matches(Proposal::needsName).matches(p -> !p.needsPerson());
        assertThat(proposals.get(0).plan().lines())
                .extracting(Plan.Line::text)
                .anyMatch(line -> line.startsWith("lost: the table by_hand, about 1,234 rows, "))
                .contains(
                        "lost: 1 type",
                        "lost: in another schema: view other.looks",
                        "lost: in another schema: column m of other.stays",
                        "lost: of the schema itself: its comment",
                        "apply 1_a",
                        "apply 2_b");
        assertThat(db.query("SELECT count(*) FROM by_hand")).isEqualTo("1234");
    }

    @Test
    void keepsToTheSchemaOfTheUrl() {
        db.execute("CREATE SCHEMA app; CREATE TABLE app.old ()");

        assertThat(reset("?schema=app", new Consent.Yes())).isInstanceOf(Result.Passed.class);

        assertThat(db.query("SELECT to_regclass('app.old')")).isEqualTo("null");
        assertThat(db.query("SELECT to_regclass('app.a')")).isEqualTo("app.a");
        assertThat(db.query("SELECT count(*) FROM app._prisma_migrations")).isEqualTo("2");
        assertThat(db.query("SELECT count(*) FROM public.by_hand")).isEqualTo("1234");
    }

    @Test
    void dropsNothingWhenAMigrationCouldNotBeReadAfterwards() throws IOException {
        Files.createDirectories(directory.resolve("migrations/3_empty"));

        Result.Failed failed = (Result.Failed) reset("", new Consent.Yes());

        assertThat(failed.outcome().problem().message()).contains("no migration.sql in 3_empty");
        assertThat(proposals).isEmpty();
        assertThat(db.query("SELECT count(*) FROM by_hand")).isEqualTo("1234");
    }

    @Test
    void dropsNothingWhileAnotherHoldsTheHistorysLock() throws SQLException {
        try (Connection other = db.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(72707369)");

            Result.Failed failed = (Result.Failed) reset("", new Consent.Yes());

            assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB212);
            assertThat(failed.outcome().left()).isEqualTo(Outcome.Left.NOTHING);
        }
        assertThat(db.query("SELECT count(*) FROM by_hand")).isEqualTo("1234");
    }

    @Test
    void dropsNothingWhereASessionUsesATable() throws SQLException {
        try (Connection other = db.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM by_hand LIMIT 1");

            Result.Failed failed = (Result.Failed) reset("", new Consent.Yes());

            assertThat(failed.outcome().left()).isEqualTo(Outcome.Left.NOTHING);
            other.rollback();
        }
        assertThat(db.query("SELECT count(*) FROM by_hand")).isEqualTo("1234");
    }

    @Test
    void saysThatTheSchemaIsGoneWhenAMigrationFailsOnTheNewOne() {
        trial.write("migrations/2_b/migration.sql", "CREATE TABLE a (i int)");

        Result.Failed failed = (Result.Failed) reset("", new Consent.Yes());

        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB206);
        assertThat(failed.outcome().left()).isEqualTo(Outcome.Left.SOMETHING);
        assertThat(db.query("SELECT to_regclass('by_hand')")).isEqualTo("null");
        assertThat(db.query("SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NULL"))
                .isEqualTo("1");
    }

    @Test
    void needsAPersonOnAProtectedTarget() {
        Proposal proposal = proposal(true);

        assertThat(proposal.needsPerson()).isTrue();
        assertThat(proposal.needsName()).isTrue();
        assertThat(proposal(false).needsPerson()).isFalse();
    }

    @Test
    void recordsTheDropBeforeTheDeploy() {
        reset("", new Consent.Yes());

        assertThat(trial.events(Event.Noted.class))
                .extracting(Event.Noted::text)
                .anyMatch(text -> text.equals("the schema public was dropped and made again"));
        assertThat(trial.events(Event.StatementStarted.class))
                .extracting(Event.StatementStarted::sql)
                .containsSubsequence("DROP SCHEMA IF EXISTS \"public\" CASCADE", "CREATE SCHEMA \"public\"");
    }

    private Result reset(String parameters, Consent answer) {
        Operator operator = new Operator() {
            @Override
            public Consent consent(Proposal proposal) {
                proposals.add(proposal);
                return answer;
            }

            @Override
            public String choose(Question question) {
                throw new AssertionError(question);
            }

            @Override
            public String statement(String question, String flag) {
                throw new AssertionError("nobody expected " + question);
            }
        };
        // A transaction that the test itself holds open is not what is tried here.
        trial.accepted.add("preflight.idle-in-transaction");
        try (OpenRun run = OpenRun.begin(order(parameters), trial.equipment(operator))) {
            return run.walk(Optional.empty());
        }
    }

    private Order order(String parameters) {
        TargetSpec.Server target = new TargetSpec.Server(
                "url",
                new Text(Source.of(Path.of(""), db.url().withPassword() + parameters)),
                false,
                false,
                new Location(Path.of(""), 1, 1));
        Playbook playbook = new Playbook(
                directory.resolve("command-line"),
                "",
                "reset",
                "reset",
                Optional.of(directory.resolve("migrations")),
                Optional.empty(),
                Map.of("url", target),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                false,
                Limits.NONE,
                Hazards.NONE,
                List.of());
        return new Order(playbook, new Variables(Map.of()), target, Order.Manner.GUIDED, List.of(step()));
    }

    private static Step step() {
        Work.Reset work = new Work.Reset(new Work.Deploy(Optional.empty(), Optional.empty()));
        return new Step(
                "reset",
                "reset",
                work,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Limits.NONE,
                new Location(Path.of(""), 1, 1));
    }

    private static Proposal proposal(boolean isProtected) {
        Proposal.Stake stake = new Proposal.Stake("production", "app on host", "app", isProtected, false);
        return new Proposal(step(), new Plan(List.of(), true, true), stake, Optional.empty());
    }
}
