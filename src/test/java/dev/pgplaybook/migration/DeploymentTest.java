package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.sql.ExecutionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentTest extends ProjectTest {

    @Test
    void appliesWhatIsPendingInOrderAndRecordsIt() {
        project.migration(B, "ALTER TABLE a ADD COLUMN j int").migration(A, "CREATE TABLE a (i int); SELECT 1");

        assertThat(project.deploy()).containsExactly(A, B);

        assertThat(project.deploy()).isEmpty();
        assertThat(db.query("SELECT count(j) FROM a")).isEqualTo("0");
        assertThat(project.rows()).extracting(HistoryRow::name).containsExactly(A, B);
        assertThat(db.rows("SELECT finished_at > started_at, rolled_back_at, logs, applied_steps_count, checksum"
                        + " FROM _prisma_migrations WHERE migration_name = '" + A + "'"))
                .containsExactly(List.of(
                        "t",
                        "null",
                        "null",
                        "1",
                        Checksum.of("CREATE TABLE a (i int); SELECT 1").hex()));
    }

    @Test
    void appliesAnOlderMigrationThatCameLate() {
        project.migration(C, "SELECT 3").deploy();
        project.migration(A, "SELECT 1");

        assertThat(project.deploy()).containsExactly(A);
    }

    @Test
    void makesTheTableWhereNothingIsToBeApplied() {
        assertThat(project.deploy()).isEmpty();

        assertThat(db.query("SELECT count(*) FROM _prisma_migrations")).isEqualTo("0");
    }

    @Test
    void refusesADatabaseWithTablesAndNoHistory() {
        db.execute("CREATE TABLE users (id int)");
        project.migration(A, "SELECT 1");

        Problem problem = Failures.refused(ProblemCode.PB204, project::deploy);

        assertThat(problem.message()).contains(db.url().database());
        assertThat(db.query("SELECT to_regclass('_prisma_migrations')")).isEqualTo("null");
    }

    @Test
    void countsPlainTablesOfTheSchemaAlone() {
        db.execute("""
                CREATE VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW m AS SELECT 1; CREATE TYPE role AS ENUM ('A');
                CREATE SEQUENCE s; CREATE TABLE parent (i int) PARTITION BY RANGE (i);
                CREATE TABLE "Spatial_Ref_Sys" (i int); CREATE TABLE geometry_columns (i int);
                CREATE TABLE geography_columns (i int); CREATE TABLE raster_columns (i int);
                CREATE TABLE raster_overviews (i int);
                CREATE SCHEMA other; CREATE TABLE other.users (i int)""");
        project.migration(A, "SELECT 1");

        assertThat(project.deploy()).containsExactly(A);
    }

    @Test
    void countsAPartition() {
        db.execute("CREATE TABLE parent (i int) PARTITION BY RANGE (i); CREATE TABLE part PARTITION OF parent DEFAULT");

        Failures.refused(ProblemCode.PB204, project::deploy);
    }

    @Test
    void goesOnWhereAnEmptyHistoryIsThere() {
        project.deploy();
        db.execute("CREATE TABLE users (id int)");
        project.migration(A, "CREATE TABLE users (id int)");

        MigrationFailedException failure = Failures.migration(project::deploy);

        assertThat(failure.first().message()).contains("relation \"users\" already exists");
    }

    @Test
    void refusesToGoOnOverAFailedMigration() {
        project.migration(A, "SELECT 1 / 0").migration(B, "SELECT 1");
        Failures.migration(project::deploy);

        Problem problem = Failures.refused(ProblemCode.PB205, project::deploy);

        assertThat(problem.message()).contains(A);
        assertThat(problem.hint().orElse("")).contains("repair " + A);
        assertThat(project.rows()).hasSize(1);
    }

    @Test
    void refusesWhatWasNotExpected() {
        project.migration(A, "SELECT 1").migration(B, "SELECT 1");

        assertThat(project.pending(Optional.of(List.of(A, B)))).containsExactly(A, B);
        assertThat(Failures.refused(ProblemCode.PB211, () -> project.pending(Optional.of(List.of(A))))
                        .message())
                .isEqualTo("Expected " + A + " to be pending, found " + A + ", " + B);
        Failures.refused(ProblemCode.PB211, () -> project.pending(Optional.of(List.of(B, A))));
        project.deploy();
        assertThat(Failures.refused(ProblemCode.PB211, () -> project.pending(Optional.of(List.of(A))))
                        .message())
                .endsWith("found nothing");
    }

    @Test
    void saysNothingOfAnEditedOrAMissingFile() throws IOException {
        project.migration(A, "SELECT 1").migration(B, "SELECT 2").deploy();
        project.migration(A, "SELECT 'edited'");
        Files.delete(directory.resolve(B + "/migration.sql"));
        Files.delete(directory.resolve(B));

        assertThat(project.deploy()).isEmpty();
    }

    @Test
    void stopsAtADirectoryWithoutAScriptAndLeavesNoRowForIt() throws IOException {
        project.migration(A, "SELECT 1").migration(C, "SELECT 3");
        Files.createDirectories(directory.resolve(B));

        Failures.refused(ProblemCode.PB202, project::deploy);

        assertThat(project.rows()).extracting(HistoryRow::name).containsExactly(A);
    }

    /** Prisma refuses them in {@code migrate dev} alone (P3010). */
    @Test
    void deploysAndResolvesNamesOfAnyLengthThatAFolderCanHave() {
        String longest = "2".repeat(255);
        project.migration(longest, "SELECT 1").migration("3".repeat(255), "SELECT 1");

        project.markApplied("3".repeat(255));

        assertThat(project.deploy()).containsExactly(longest);
    }

    @Test
    void refusesTheFolderOfAnotherDatabase() {
        project.migration(A, "SELECT 1").file("migration_lock.toml", "provider = \"sqlite\"");

        Failures.refused(ProblemCode.PB203, project::deploy);
    }

    @Test
    void worksInTheSchemaOfTheUrl() {
        DatabaseUrl url = db.url();
        DatabaseUrl app = new DatabaseUrl(
                url.host(),
                url.port(),
                url.database(),
                url.user(),
                url.password(),
                url.parameters(),
                Optional.of("app"),
                false);
        db.execute("CREATE TABLE elsewhere (id int)");
        project.migration(A, "CREATE TABLE a (i int)");

        project.deploy(
                app,
                Project.NAMED,
                Project.options(ExecutionModel.TRANSACTION, 1),
                DeployListener.NOBODY,
                Duration.ofSeconds(20));

        assertThat(db.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'app' ORDER BY 1"))
                .containsExactly(List.of("_prisma_migrations"), List.of("a"));
    }
}
