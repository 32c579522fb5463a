package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class StageIT {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("like.sql"), """
                CREATE TABLE trades (id int PRIMARY KEY, note text);
                INSERT INTO trades SELECT i, 'n' FROM generate_series(1, 12000) AS i;
                """);
        migration("1_base", "CREATE TABLE trades (id int PRIMARY KEY, note text);\n");
        migration("2_side", "ALTER TABLE trades ADD COLUMN side text NOT NULL;\n");
    }

    @Test
    void writesProvenStagesWhereItIsTold() throws IOException {
        Ended ended = stage("--like", "like.sql", "--answer", "trades.side='UP'", "--out", "staged", "--yes");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("it fails: column \"side\" of relation \"trades\" contains null values")
                .contains("✔ The stages pass on these rows")
                .contains("✔ Nothing is lost: trades: 12000 rows")
                .contains("✔ They end in the declared schema")
                .contains("✔ Old code goes on writing meanwhile");
        try (Stream<Path> folders = Files.list(directory.resolve("staged"))) {
            List<String> names = folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(names).hasSize(5).startsWith("2_side", "2_side_02_fill_trades");
        }
        assertThat(stage("--answer", "trades.side='UP'", "--out", "staged", "--yes")
                        .err())
                .contains("There is a 2_side in ");
    }

    @Test
    void writesNothingWithoutAYes() {
        Ended ended = stage("--answer", "trades.side='UP'", "--out", "staged");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("PB503").contains("run it again with --yes");
        assertThat(directory.resolve("staged")).doesNotExist();
    }

    @Test
    void showsTheDifferenceAsAPatchThatGitApplies() throws IOException, InterruptedException {
        Ended ended = stage("--json", "--no-proof", "--answer", "trades.side='UP'", "--out", "staged", "--yes");

        assertThat(ended.status()).as(ended.err()).isZero();
        Files.writeString(
                directory.resolve("stages.patch"),
                new JsonMapper().readTree(ended.out()).at("/difference").asString());
        Process git = new ProcessBuilder("git", "apply", "--directory=migrations", "stages.patch")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(said).isZero();
        assertThat(scripts("migrations")).containsAllEntriesOf(scripts("staged"));
    }

    @Test
    void leavesAloneWhatATargetHasApplied() throws IOException {
        Files.writeString(directory.resolve("book.yaml"), """
                version: 1
                playbook: book
                migrations: migrations
                targets: { production: { url: "${DATABASE_URL}" } }
                steps: [{ id: all, deploy: all }]
                """);
        String url = db.url().withPassword();
        Map<String, String> environment = Map.of("DATABASE_URL", url);
        db.execute("CREATE TABLE trades (id int PRIMARY KEY, note text)");
        String[] words = {"stage", "2_side", "--playbook", "book.yaml", "--target", "production", "--no-proof"};
        String[] answered = Stream.concat(
                        Stream.of(words), Stream.of("--like", "like.sql", "--answer", "trades.side='UP'"))
                .filter(word -> !word.equals("--no-proof"))
                .toArray(String[]::new);
        Ended unknown = LauncherProcess.run(directory, environment, answered);
        assertThat(unknown.out())
                .as(unknown.err())
                .contains("The target production has no history")
                .contains("✔ They end in the declared schema");

        LauncherProcess.run(
                directory, Map.of(), "resolve", "--applied", "1_base", "--url", url, "--migrations", "migrations");
        Ended deployed = LauncherProcess.run(directory, Map.of(), "deploy", "--url", url, "--migrations", "migrations");
        assertThat(deployed.status()).as(deployed.err()).isZero();
        Ended refused = LauncherProcess.run(directory, environment, words);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("PB208")
                .contains("2_side is applied on production, and applied migrations are never touched");

        db.execute("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '2_side'");
        assertThat(LauncherProcess.run(directory, environment, words).err()).contains("PB205");
    }

    @Test
    void writesOneFileWhereEachStatementCommitsByItself() throws IOException {
        Ended ended =
                stage("--one-file", "--like", "like.sql", "--answer", "trades.side='UP'", "--out", "staged", "--yes");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("One file is allowed: what must be outside of a transaction is in it")
                .contains("✔ They end in the declared schema");
        assertThat(scripts("staged")).containsOnlyKeys("2_side/migration.sql");
        db.execute(Files.readString(directory.resolve("like.sql")));
        String url = db.url().withPassword();
        LauncherProcess.run(
                directory, Map.of(), "resolve", "--applied", "1_base", "--url", url, "--migrations", "migrations");
        Files.copy(
                directory.resolve("staged/2_side/migration.sql"),
                directory.resolve("migrations/2_side/migration.sql"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(LauncherProcess.run(directory, Map.of(), "lint", "2_side", "--migrations", "migrations")
                        .status())
                .isZero();
        Ended deployed = LauncherProcess.run(directory, Map.of(), "deploy", "--url", url, "--migrations", "migrations");
        assertThat(deployed.status()).as(deployed.err()).isZero();
        assertThat(db.query("SELECT count(*) FROM trades WHERE side = 'UP'")).isEqualTo("12000");

        Ended refused = stage("--one-file", "--execution", "whole-script", "--answer", "trades.side='UP'");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("The stages cannot be one file: execution: whole-script makes one transaction");
    }

    @Test
    void writesNothingOfWhatDoesNotHold() throws IOException {
        migration("2_side", "ALTER TABLE trades ADD COLUMN side text NOT NULL UNIQUE;\n");

        Ended ended = stage("--like", "like.sql", "--answer", "trades.side='UP'", "--out", "staged", "--yes");

        assertThat(ended.status()).isEqualTo(5);
        assertThat(ended.out())
                .contains("✘ The stages pass on these rows", "could not create unique index")
                .contains("nothing is written, as long as a claim does not hold");
        assertThat(directory.resolve("staged")).doesNotExist();
    }

    @Test
    void namesEveryMissingAnswer() {
        Ended ended = stage("--no-proof");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("PB503").contains("--answer trades.side=SQL");
    }

    @Test
    void refusesAnAnswerThatNobodyAskedFor() {
        Ended ended = stage("--no-proof", "--answer", "trades.sied='UP'");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("it asks for trades.side");
    }

    private Ended stage(String... more) {
        List<String> arguments = Stream.concat(
                        Stream.of("stage", "2_side", "--migrations", "migrations"), Stream.of(more))
                .toList();
        return LauncherProcess.run(directory, Map.of(), arguments.toArray(String[]::new));
    }

    /** What every script of a folder holds, by its path in it. */
    private Map<String, String> scripts(String folder) throws IOException {
        Map<String, String> scripts = new TreeMap<>();
        Path root = directory.resolve(folder);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                scripts.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return scripts;
    }

    private void migration(String name, String sql) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("migrations").resolve(name));
        Files.writeString(folder.resolve("migration.sql"), sql);
    }
}
