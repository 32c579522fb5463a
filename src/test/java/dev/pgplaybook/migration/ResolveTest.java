package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResolveTest extends ProjectTest {

    @BeforeEach
    void write() {
        project.migration(A, "SELECT 1").migration(B, "SELECT 1 / 0");
    }

    @Test
    void makesTheTableEvenWhereTheDatabaseIsNotEmpty() {
        db.execute("CREATE TABLE users (id int)");

        project.markApplied(A);

        HistoryRow row = project.row(A);
        assertThat(row.finishedAt()).contains(row.startedAt());
        assertThat(row.logs()).contains("");
        assertThat(row.steps()).isZero();
        assertThat(row.checksum()).isEqualTo(Checksum.of("SELECT 1").hex());
    }

    @Test
    void marksWithTheChecksumOfTheFileAsItIsNow() {
        project.migration(A, "SELECT 'edited'");

        project.markApplied(A);

        assertThat(project.row(A).checksum())
                .isEqualTo(Checksum.of("SELECT 'edited'").hex());
    }

    @Test
    void turnsAFailedRowIntoARolledBackAndAnAppliedOne() {
        Failures.migration(project::deploy);

        project.markApplied(B);

        List<HistoryRow> rows =
                project.rows().stream().filter(row -> row.name().equals(B)).toList();
        assertThat(rows).extracting(HistoryRow::isLive).containsExactly(false, true);
        assertThat(rows.get(0).logs())
                .hasValueSatisfying(logs -> assertThat(logs).contains("22012"));
        assertThat(project.deploy()).isEmpty();
    }

    @Test
    void letsDeployTryARolledBackMigrationAgain() {
        Failures.migration(project::deploy);
        project.markRolledBack(B);
        project.migration(B, "SELECT 1");

        assertThat(project.deploy()).containsExactly(B);
        assertThat(project.rows()).extracting(HistoryRow::name).containsExactly(A, B, B);
    }

    @Test
    void needsNoFolderToRollBack() throws IOException {
        Failures.migration(project::deploy);
        Files.delete(directory.resolve(B + "/migration.sql"));
        Files.delete(directory.resolve(B));

        project.markRolledBack(B);

        assertThat(project.row(B).isLive()).isFalse();
    }

    @Test
    void changesNothingTheSecondTime() {
        Failures.migration(project::deploy);
        project.markRolledBack(B);
        HistoryRow before = project.row(B);

        project.markRolledBack(B);

        assertThat(project.row(B)).isEqualTo(before);
    }

    @Test
    void refusesAMigrationThatIsNotInTheFolder() {
        Problem unknown = Failures.refused(ProblemCode.PB207, () -> project.markApplied("20250101000000"));

        assertThat(unknown.message()).contains("no migration 20250101000000 in");
        Failures.refused(ProblemCode.PB207, () -> project.markApplied("nope"));
        assertThat(db.query("SELECT to_regclass('_prisma_migrations')")).isEqualTo("null");
    }

    @Test
    void asksWhetherAFolderWithoutMigrationsIsTheRightOne() {
        Project empty = new Project(directory.resolve("empty"), db.url()).file("notes.txt", "no migration");

        Problem problem = Failures.refused(ProblemCode.PB207, () -> empty.markApplied(A));

        assertThat(problem.hint()).contains("there is none at all: is it the right folder?");
    }

    @Test
    void refusesAMigrationWithoutAScript() throws IOException {
        Files.createDirectories(directory.resolve("20250103000000_c"));

        Failures.refused(ProblemCode.PB207, () -> project.markApplied("20250103000000_c"));
    }

    @Test
    void refusesToMarkWhatIsApplied() {
        project.markApplied(A);

        Failures.refused(ProblemCode.PB208, () -> project.markApplied(A));
    }

    @Test
    void refusesToRollBackWithoutAHistory() {
        Failures.refused(ProblemCode.PB214, () -> project.markRolledBack(A));
    }

    @Test
    void refusesToRollBackWhatWasNeverApplied() {
        project.markApplied(A);

        Failures.refused(ProblemCode.PB209, () -> project.markRolledBack(B));
    }

    @Test
    void refusesToRollBackWhatHasNotFailed() {
        project.markApplied(A);

        Failures.refused(ProblemCode.PB210, () -> project.markRolledBack(A));
    }

    @Test
    void readsTheLockFileForAppliedAndNotForRolledBack() {
        Failures.migration(project::deploy);
        project.file("migration_lock.toml", "provider = \"mysql\"");

        Failures.refused(ProblemCode.PB203, () -> project.markApplied(B));
        project.markRolledBack(B);

        assertThat(project.row(B).isLive()).isFalse();
    }

    @Test
    void marksAllOfTheNamesOrNone() {
        Failures.refused(ProblemCode.PB207, () -> project.markApplied(A, "nope"));

        assertThat(project.rows()).isEmpty();
    }
}
