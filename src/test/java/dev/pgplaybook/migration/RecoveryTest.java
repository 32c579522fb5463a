package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.ServerProcess;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.Evidence.Verdict;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.ExecutionModel;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that broke off, and what the catalogs say of them. */
class RecoveryTest extends ProjectTest {

    private static final String NAME = "20250101_a";

    @BeforeEach
    void begin() {
        project.deploy();
    }

    @Test
    void tellsOfEachStatementWhetherWhatItMakesIsThere() {
        db.execute("CREATE TABLE \"Orders\" (id int, \"Total\" int); CREATE INDEX i ON \"Orders\" (id)");

        assertThat(verdicts("""
                CREATE TABLE "Orders" (id int);
                ALTER TABLE public."Orders" ADD COLUMN "Total" int, ADD COLUMN vat int;
                CREATE INDEX i ON "Orders" (id);
                CREATE INDEX j ON "Orders" (id);
                UPDATE "Orders" SET id = 1;
                ALTER TABLE "Orders" DROP COLUMN old;"""))
                .containsExactly(
                        Verdict.THERE, Verdict.PARTLY, Verdict.THERE, Verdict.ABSENT, Verdict.UNTOLD, Verdict.THERE);
    }

    @Test
    void takesAnInvalidIndexForNone() {
        db.execute("CREATE TABLE t (i int); CREATE INDEX i ON t (i);"
                + "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass");

        assertThat(verdicts("CREATE INDEX CONCURRENTLY i ON t (i)")).containsExactly(Verdict.ABSENT);
    }

    @Test
    void doesNotJudgeByWhatTheSameScriptUndoes() {
        db.execute("CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (i int PRIMARY KEY)");

        assertThat(verdicts("""
                CREATE TYPE mood_new AS ENUM ('a', 'b');
                ALTER TYPE mood RENAME TO mood_old;
                ALTER TYPE mood_new RENAME TO mood;
                DROP TYPE mood_old;
                ALTER TABLE t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (i);
                CREATE TABLE passing (i int);
                ALTER TABLE passing ADD COLUMN j int;
                DROP TABLE passing;""")).containsOnly(Verdict.UNTOLD);
    }

    @Test
    void takesAPartForDroppedOnlyWhereItsTableIsThere() {
        assertThat(verdicts("ALTER TABLE missing DROP COLUMN i")).containsExactly(Verdict.ABSENT);
    }

    @Test
    void advisesToResumeWhereAStatementApplierOfPrismaStopped() {
        brokenByPrisma("CREATE TABLE a (i int); CREATE TABLE b (i int); CREATE TABLE c (i int);");
        db.execute("CREATE TABLE a (i int); CREATE TABLE b (i int)");

        Recovery.Way way = recovery().ways().get(0);
        assertThat(way.advised()).isTrue();
        assertThat(way.kind()).isEqualTo(Recovery.Kind.RESUME);
        assertThat(way.after()).contains(2);

        project.resume(NAME, way.after());

        assertThat(db.query("SELECT to_regclass('c') IS NOT NULL")).isEqualTo("t");
        assertThat(project.row(NAME).isFailed()).isFalse();
    }

    @Test
    void advisesToTakeItAgainWhereNothingIsThere() {
        brokenByPrisma("CREATE TABLE a (i int); UPDATE a SET i = 1;");

        assertThat(advised()).containsExactly(Recovery.Kind.ROLLED_BACK);
    }

    @Test
    void advisesToMarkItWhereEverythingIsThere() {
        brokenByPrisma("UPDATE pg_class SET relname = relname WHERE false; CREATE TABLE a (i int);");
        db.execute("CREATE TABLE a (i int)");

        assertThat(advised()).containsExactly(Recovery.Kind.APPLIED);
    }

    @Test
    void advisesNothingWhereAStatementWithoutATraceMayHaveRun() {
        brokenByPrisma("CREATE TABLE a (i int); INSERT INTO a VALUES (1); CREATE TABLE b (i int);");
        assertThat(advised()).containsExactly(Recovery.Kind.ROLLED_BACK);

        db.execute("CREATE TABLE a (i int)");
        assertThat(advised()).isEmpty();
        assertThat(recovery().ways()).hasSize(3);

        db.execute("CREATE TABLE b (i int)");
        assertThat(advised()).containsExactly(Recovery.Kind.APPLIED);
    }

    @Test
    void advisesNothingWhereTheLastStatementLeavesNoTrace() {
        brokenByPrisma("CREATE TABLE a (i int); INSERT INTO a VALUES (1);");
        db.execute("CREATE TABLE a (i int)");

        assertThat(advised()).isEmpty();
    }

    @Test
    void advisesNoneOfThemWhereTheOrderIsContradicted() {
        brokenByPrisma("CREATE TABLE a (i int); CREATE TABLE b (i int);");
        db.execute("CREATE TABLE b (i int)");

        assertThat(advised()).isEmpty();
    }

    @Test
    void refusesANameThatNobodyKnows() {
        Failures.refused(ProblemCode.PB207, this::recovery);
    }

    @Test
    void namesTheProcessThatIsStillAtIt() {
        project.migration(NAME, "CREATE TABLE a (i int)");
        try (Session other = Session.open(db.url(), Project.NAMED)) {
            failed(Checkpoint.together(other.process()).line());

            Recovery recovery = recovery();

            assertThat(recovery.running()).contains(other.backendPid());
            assertThat(recovery.ways()).isEmpty();
            assertThat(recovery.facts())
                    .anyMatch(fact -> fact.contains("pg_terminate_backend(" + other.backendPid() + ")"));
            assertThat(Failures.refused(ProblemCode.PB217, () -> project.resume(NAME, Optional.empty()))
                            .message())
                    .contains("still runs");
        }
    }

    @Test
    void doesNotAdviseToAcceptAnEdit() {
        project.migration(NAME, "CREATE TABLE a (i int)");
        project.deploy();
        project.migration(NAME, "CREATE TABLE a (i bigint)");

        assertThat(recovery().ways()).extracting(Recovery.Way::kind).containsExactly(Recovery.Kind.ACCEPT_EDIT);
        assertThat(advised()).isEmpty();
        assertThat(recovery().facts()).anyMatch(fact -> fact.contains("types and rows"));
    }

    @Test
    void refusesToResumeBehindWhatWasEdited() {
        project.migration(NAME, "CREATE TABLE a (i int);\nSELECT 1 / 0;");
        Failures.migration(() -> project.deploy(ExecutionModel.PER_STATEMENT));
        project.migration(NAME, "CREATE TABLE a (i bigint);\nSELECT 1;");

        assertThat(Failures.refused(ProblemCode.PB217, () -> project.resume(NAME, Optional.empty()))
                        .message())
                .contains("were edited since");
        assertThat(project.row(NAME).isFailed()).isTrue();
    }

    @Test
    void refusesToResumeByItselfWhereTheNextStatementMayHaveRun() {
        project.migration(NAME, "CREATE TABLE a (i int);");
        failed(Checkpoint.whole(new ServerProcess(1, "2020-01-01 00:00:00+00")).line());

        assertThat(Failures.refused(ProblemCode.PB217, () -> project.resume(NAME, Optional.empty()))
                        .message())
                .contains("not known for certain");

        project.resume(NAME, Optional.of(0));
        assertThat(project.row(NAME).isFailed()).isFalse();
    }

    @Test
    void resumesWithTheMendedRestAndTakesItsChecksumOver() {
        project.migration(NAME, "CREATE TABLE a (i int);\nSELECT 1 / 0;");
        Failures.migration(() -> project.deploy(ExecutionModel.PER_STATEMENT));
        String before = project.row(NAME).checksum();
        project.migration(NAME, "CREATE TABLE a (i int);\nCREATE TABLE b (i int);");

        project.resume(NAME, Optional.empty());

        HistoryRow row = project.row(NAME);
        assertThat(row.isFailed()).isFalse();
        assertThat(row.checksum())
                .isNotEqualTo(before)
                .isEqualTo(project.read().find(NAME).orElseThrow().checksum().hex());
        assertThat(db.query("SELECT to_regclass('b') IS NOT NULL")).isEqualTo("t");
    }

    private List<Verdict> verdicts(String sql) {
        project.migration(NAME, sql);
        return recovery().evidence().items().stream()
                .map(Evidence.Item::verdict)
                .toList();
    }

    private List<Recovery.Kind> advised() {
        return recovery().ways().stream()
                .filter(Recovery.Way::advised)
                .map(Recovery.Way::kind)
                .toList();
    }

    /** As Prisma leaves it: a row without a checkpoint. */
    private void brokenByPrisma(String sql) {
        project.migration(NAME, sql);
        failed("A migration failed to apply. New migrations cannot be applied before the error is recovered from.");
    }

    private void failed(String logs) {
        String checksum = project.read().find(NAME).orElseThrow().checksum().hex();
        db.execute("INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ('1', '"
                + String.join("', '", checksum, NAME, logs) + "')");
    }

    private Recovery recovery() {
        try (Session session = Session.open(db.url(), Project.NAMED.asReader())) {
            return Recovery.of(session, project.read(), Clock.systemUTC(), NAME);
        }
    }
}
