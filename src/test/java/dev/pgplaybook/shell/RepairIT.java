package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.journal.Json;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RepairIT {

    private static final String NAME = "2025 my first";

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void showsTheWaysAsDataAndEndsWithFourUntilOneIsTaken() throws IOException {
        migration("CREATE TABLE a (i int); SELECT 1 / 0;");
        Ended deploy = bare("deploy", "--execution", "per-statement");
        assertThat(deploy.status()).isEqualTo(6);
        assertThat(deploy.err()).contains("with: repair '" + NAME + "'");
        assertThat(deploy.out()).doesNotContain("retry");

        Ended shown = bare("repair", "--json");

        assertThat(shown.status()).isEqualTo(4);
        Map<?, ?> document = (Map<?, ?>) Json.read(shown.out());
        assertThat(document.get("migration")).isEqualTo(NAME);
        assertThat((List<?>) document.get("statements")).hasSize(2);
        Map<?, ?> way = (Map<?, ?>) ((List<?>) document.get("ways")).get(0);
        assertThat(way.get("by")).isEqualTo("resume");
        assertThat(way.get("advised")).isEqualTo(true);

        migration("CREATE TABLE a (i int); SELECT 1;");
        assertThat(bare("repair", NAME, "--by", "resume", "--json").status()).isZero();
        assertThat(bare("history").status()).isZero();
    }

    @Test
    void printsACommandThatCanBeTypedForANameWithBlanks() throws IOException {
        migration("SELECT 1 / 0;");
        bare("deploy");

        assertThat(bare("repair").out()).contains("repair '" + NAME + "' --by resume ");
        assertThat(bare("deploy").err()).doesNotContain("\tat ");
    }

    @Test
    void acceptsAnEditForAReasonThatIsRecorded() throws IOException {
        migration("CREATE TABLE a (i int);");
        bare("deploy");
        migration("-- better said\nCREATE TABLE a (i int);");

        assertThat(bare("repair").out()).contains("--by accept-edit --reason \"…\"");
        assertThat(bare("repair", "--by", "accept-edit").status()).isEqualTo(2);
        assertThat(bare("repair", "--by", "accept-edit", "--reason", " ").err()).contains("PB518");

        assertThat(bare("repair", "--by", "accept-edit", "--reason", "only a comment")
                        .status())
                .isZero();

        assertThat(bare("history").status()).isZero();
        assertThat(journals()).contains("only a comment");
    }

    @Test
    void keepsOneOfSeveralRowsAndDeletesNone() throws IOException {
        migration("CREATE TABLE a (i int);");
        bare("deploy");
        db.execute("INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name)"
                + " SELECT 'second', checksum, now(), migration_name FROM _prisma_migrations");
        assertThat(bare("repair").out()).contains("2 rows say that it is applied");

        assertThat(bare("repair", "--by", "keep-one").status()).isZero();

        assertThat(db.query("SELECT string_agg(id, ',') FROM _prisma_migrations WHERE rolled_back_at IS NOT NULL"))
                .isEqualTo("second");
        assertThat(bare("repair").out()).contains("no migration needs a repair");
    }

    @Test
    void refusesWhatItCannotDoInASentence() throws IOException {
        migration("CREATE TABLE a (i int);");
        bare("deploy");

        refused("PB207", "repair", "nosuch");
        refused("PB518", "repair", NAME, "--after", "2");
        refused("PB518", "repair", NAME, "--reason", "because");
        refused("PB518", "repair", NAME, "--by", "magic");
        refused("PB518", "repair", NAME, "--by", "resume", "--after", "two");
        refused("PB210", "repair", NAME, "--by", "resume");
        refused("PB219", "repair", NAME, "--by", "keep-one");
        refused("PB219", "repair", NAME, "--by", "accept-edit", "--reason", "because");
    }

    private void refused(String code, String... words) {
        Ended ended = bare(words[0], Stream.of(words).skip(1).toArray(String[]::new));
        assertThat(ended.status()).as(ended.err()).isEqualTo(2);
        assertThat(ended.out() + ended.err()).contains(code).contains("hint ").doesNotContain("\tat ");
    }

    private String journals() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    private void migration(String sql) throws IOException {
        Path file = directory.resolve("migrations").resolve(NAME).resolve("migration.sql");
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql);
    }

    private Ended bare(String command, String... more) {
        Stream<String> place = Stream.of(command, "--url", db.url().withPassword(), "--migrations", "migrations");
        return LauncherProcess.run(
                directory,
                Map.of("LC_ALL", "C.UTF-8", "NO_COLOR", "1"),
                Stream.concat(place, Stream.of(more)).toArray(String[]::new));
    }
}
