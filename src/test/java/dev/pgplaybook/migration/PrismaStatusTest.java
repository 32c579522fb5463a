package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the recorded scenarios do not show; each text was seen from the command line itself. */
class PrismaStatusTest {

    private static final String TIME = "2026-11-24 12:00:00+00";

    private final List<HistoryRow> rows = new ArrayList<>();

    @Test
    void listsWhatDiffersOnBothSidesOnItsErrors() {
        applied("1_a");
        applied("3_gone");
        applied("3_gone");

        PrismaStatus status = status("1_a", "2_b", "4_d");

        assertThat(status.out()).endsWith("\n3 migrations found in prisma/migrations\n");
        assertThat(status.err()).isEqualTo("""
                Your local migration history and the migrations table from your database are different:

                The last common migration is: 1_a

                The migrations have not yet been applied:
                2_b
                4_d

                The migrations from the database are not found locally in prisma/migrations:
                3_gone
                3_gone
                """);
        assertThat(status.exit()).isEqualTo(1);
    }

    @Test
    void callsTheLastCommonMigrationNullWhereThereIsNone() {
        applied("9_z");

        assertThat(status("1_a").err())
                .contains("The last common migration is: null\n")
                .contains("The migration have not yet been applied:\n1_a\n")
                .contains("The migration from the database are not found");
    }

    @Test
    void namesEveryFailureAndAdvisesOnTheFirst() {
        failed("1_a");
        failed("2_b");

        PrismaStatus status = status("1_a", "2_b");

        assertThat(status.err())
                .startsWith("Following migrations have failed:\n1_a\n2_b\n")
                .contains("prisma migrate resolve --applied \"1_a\"\n")
                .doesNotContain("--applied \"2_b\"");
        assertThat(status.exit()).isEqualTo(1);
    }

    @Test
    void takesARolledBackMigrationForAppliedUntilPrisma7() {
        rolledBack("1_a");

        PrismaStatus status = status("1_a");

        assertThat(status.out())
                .endsWith("\n1 migration found in prisma/migrations\n\nDatabase schema is up to date!\n");
        assertThat(status.exit()).isZero();
        assertThat(status.otherwiseSince7()).containsExactly("1_a");
    }

    private PrismaStatus status(String... folder) {
        Path path = Path.of("no-such-folder");
        List<Migration> migrations = Arrays.stream(folder)
                .map(name -> new Migration(name, path.resolve(name)))
                .toList();
        Survey survey = new Survey(
                new History(new MigrationFolder(path, migrations), rows),
                new Surroundings("public", true, false, List.of(), Optional.empty()));
        return PrismaStatus.of(survey, DatabaseUrl.of("localhost", 5432, "app", "me", "secret-password"));
    }

    private void applied(String name) {
        row(name, Optional.of(TIME), Optional.empty());
    }

    private void failed(String name) {
        row(name, Optional.empty(), Optional.empty());
    }

    private void rolledBack(String name) {
        row(name, Optional.empty(), Optional.of(TIME));
    }

    private void row(String name, Optional<String> finished, Optional<String> rolledBack) {
        String id = String.valueOf(rows.size());
        rows.add(new HistoryRow(id, "checksum", finished, name, Optional.empty(), rolledBack, TIME, 1));
    }
}
