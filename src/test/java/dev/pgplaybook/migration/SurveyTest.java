package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.migration.Diagnosis.Kind;
import dev.pgplaybook.migration.MigrationStatus.State;
import dev.pgplaybook.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SurveyTest extends ProjectTest {

    @BeforeEach
    void threeMigrations() {
        project.migration("1_a", "CREATE TABLE a ()")
                .migration("2_b", "CREATE TABLE b ()")
                .migration("3_c", "CREATE TABLE c ()");
    }

    @Test
    void hasNothingToSayOfADatabaseThatIsUpToDate() {
        project.deploy();

        Survey survey = survey();

        assertThat(survey.isClean()).isTrue();
        assertThat(survey.diagnoses()).isEmpty();
        assertThat(survey.statuses()).allMatch(status -> status.diagnoses().isEmpty());
    }

    @Test
    void tellsAnEmptyDatabaseFromOneThatDeployRefuses() {
        assertThat(kinds()).containsExactly(Kind.NO_TABLE);
        assertThat(status("1_a").has(Kind.PENDING)).isTrue();

        db.execute("CREATE TABLE somebodys ()");

        assertThat(kinds()).containsExactly(Kind.UNMANAGED);
        assertThat(survey().diagnoses().get(0).remedies().get(0).command()).isEqualTo("resolve --applied 1_a");
    }

    @Test
    void callsAFailureByItsTimeAndItsReasonAndSaysWhatIsHiddenBehindIt() {
        project.migration("2_b", "CREATE TABLE a ()");
        fails();

        MigrationStatus failed = status("2_b");

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(said(failed)).contains("begun at " + project.row("2_b").startedAt());
        assertThat(failed.row().orElseThrow().logExcerpt())
                .anyMatch(line -> line.contains("relation \"a\" already exists"));
        assertThat(failed.diagnoses().get(0).remedies())
                .extracting(Diagnosis.Remedy::command)
                .containsExactly("repair 2_b", "resolve --rolled-back 2_b", "resolve --applied 2_b");
        assertThat(said(status("3_c"))).contains("deploy does not get to it before 2_b is resolved");
    }

    @Test
    void doesNotCallARowFailedForSureWhileSomebodyHoldsTheLock() throws SQLException {
        project.deploy();
        db.execute("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '3_c'");
        try (Connection other = db.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'another deploy'; SELECT pg_advisory_lock(72707369)");

            assertThat(said(status("3_c"))).contains("it may be running").contains("another deploy");
            assertThat(kinds()).containsExactly(Kind.LOCKED);
            assertThat(status("3_c").diagnoses().get(0).remedies()).containsExactly(Remedies.LOOK_AGAIN);
        }
    }

    @Test
    void saysThatDeployAppliesAgainWhatWasRolledBack() {
        project.migration("3_c", "CREATE TABLE a ()");
        fails();
        project.markRolledBack("3_c");

        assertThat(status("3_c").state()).isEqualTo(State.ROLLED_BACK);
        assertThat(said(status("3_c"))).startsWith("rolled back at ").contains("deploy applies it again");
        assertThat(survey().isClean()).isFalse();
    }

    @Test
    void showsBothChecksumsOfAnEditedFile() {
        project.deploy();
        project.migration("2_b", "CREATE TABLE edited ()");

        MigrationStatus edited = status("2_b");

        assertThat(edited.edited()).isTrue();
        assertThat(said(edited))
                .contains(project.row("2_b").checksum().substring(0, 8))
                .contains(Checksum.of("CREATE TABLE edited ()").hex().substring(0, 8));
    }

    /** Prisma's migrate dev looks at the oldest row, and asks for a reset here; the row that counts is the one that was applied. */
    @Test
    void judgesAnEditByTheRowThatCountsAndSaysThatPrismaDoesNot() {
        project.migration("3_c", "CREATE TABLE a ()");
        fails();
        project.markRolledBack("3_c");
        project.migration("3_c", "CREATE TABLE c ()");
        project.deploy();

        MigrationStatus fixed = status("3_c");

        assertThat(fixed.edited()).isFalse();
        assertThat(fixed.has(Kind.OTHER_FIRST_TRY)).isTrue();
        assertThat(survey().isClean()).isTrue();
    }

    @Test
    void seesWhatIsOnlyInTheTableOrOnlyHalfInTheFolder() throws IOException {
        project.deploy();
        Files.delete(directory.resolve("2_b/migration.sql"));
        Files.delete(directory.resolve("3_c/migration.sql"));
        Files.delete(directory.resolve("3_c"));

        assertThat(status("2_b").has(Kind.WITHOUT_SCRIPT)).isTrue();
        assertThat(status("3_c").has(Kind.MISSING)).isTrue();
        assertThat(survey().isClean()).isFalse();
    }

    @Test
    void saysWhereDeployStopsForLackOfAScript() throws IOException {
        Files.createDirectories(directory.resolve("1_b"));

        assertThat(said(status("1_b"))).contains("deploy stops there");
        assertThat(said(status("2_b"))).contains("as 1_b has no migration.sql");
        assertThat(status("1_a").has(Kind.BLOCKED)).isFalse();
    }

    @Test
    void seesAPendingMigrationThatComesBeforeAnAppliedOne() {
        project.deploy();
        project.migration("2_a_forgotten", "SELECT 1");

        assertThat(said(status("2_a_forgotten"))).contains("out of order: 2_b comes after it and is applied");
    }

    @Test
    void countsRowsThatSayTheSame() {
        project.deploy();
        db.execute("""
                INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
                SELECT 'twin', checksum, migration_name, now() FROM _prisma_migrations WHERE migration_name = '2_b'""");

        assertThat(status("2_b").has(Kind.DUPLICATE)).isTrue();
        assertThat(status("1_a").has(Kind.DUPLICATE)).isFalse();
    }

    @Test
    void knowsWhatAPersonMarkedFromWhatWasRun() {
        project.markApplied("1_a");

        assertThat(status("1_a").has(Kind.MARKED)).isTrue();
        assertThat(status("1_a").isClean()).isTrue();
    }

    @Test
    void countsAnUnfinishedRowEvenBesideAFinishedOne() {
        project.deploy();
        db.execute("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '1_a')");

        assertThat(status("1_a").state()).isEqualTo(State.FAILED);
    }

    @Test
    void forgivesARolledBackRowWhoseFolderIsGone() {
        project.deploy();
        db.execute(
                "INSERT INTO _prisma_migrations (id, checksum, migration_name, rolled_back_at) VALUES ('x', 'y', '0', now())");

        assertThat(status("0").has(Kind.GONE)).isTrue();
        assertThat(survey().isClean()).isTrue();
    }

    @Test
    void findsAHistoryThatIsInAnotherSchema() {
        project.deploy();
        DatabaseUrl elsewhere = DatabaseUrl.parse(db.url().withPassword() + "?schema=app", java.util.Map.of());

        List<Diagnosis> found = survey(elsewhere).diagnoses();

        assertThat(found).extracting(Diagnosis::kind).containsExactly(Kind.ELSEWHERE, Kind.NO_TABLE);
        assertThat(found.get(0).said()).contains("there is no app._prisma_migrations, and a history in: public");
    }

    @Test
    void doubtsAFolderThatKnowsNoneOfTheRows() throws IOException {
        project.deploy();
        Path other = Files.createDirectories(directory.resolve("other/9_z"));
        Files.writeString(other.resolve("migration.sql"), "SELECT 1");

        try (Session session = Session.open(db.url(), Project.NAMED.asReader())) {
            MigrationFolder folder = MigrationFolder.read(directory.resolve("other"));
            assertThat(Survey.of(folder, session, Clock.systemUTC()).diagnoses())
                    .extracting(Diagnosis::kind)
                    .containsExactly(Kind.FOREIGN);
        }
    }

    @Test
    void saysThatTheMigrationsAreForAnotherDatabase() {
        project.deploy();
        project.file("migration_lock.toml", "provider=\"postgresql\"");

        assertThat(kinds()).containsExactly(Kind.WRONG_PROVIDER);
        assertThat(survey().isClean()).isFalse();
    }

    @Test
    void quotesNamesThatTheShellWouldSplit() {
        project.migration("2_with blank's", "CREATE TABLE a ()");
        fails();

        assertThat(status("2_with blank's").diagnoses().get(0).remedies().get(0).command())
                .isEqualTo("repair '2_with blank'\\''s'");
    }

    private void fails() {
        Optional<ProblemException> refused = Optional.empty();
        try {
            project.deploy();
        } catch (ProblemException e) {
            refused = Optional.of(e);
        }
        assertThat(refused).isPresent();
    }

    private List<Kind> kinds() {
        return survey().diagnoses().stream().map(Diagnosis::kind).toList();
    }

    private MigrationStatus status(String name) {
        return survey().statuses().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String said(MigrationStatus status) {
        return String.join(
                "; ", status.diagnoses().stream().map(Diagnosis::said).toList());
    }

    private Survey survey() {
        return survey(db.url());
    }

    private Survey survey(DatabaseUrl url) {
        try (Session session = Session.open(url, Project.NAMED.asReader())) {
            return Survey.of(project.read(), session, Clock.systemUTC());
        }
    }
}
