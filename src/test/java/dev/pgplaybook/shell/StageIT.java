package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageIT {

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
        Ended ended = stage("--like", "like.sql", "--answer", "trades.side='UP'", "--out", "staged");

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
            assertThat(names).hasSize(5).startsWith("2_side", "2_side_2_fill_trades");
        }
        assertThat(stage("--like", "like.sql", "--answer", "trades.side='UP'", "--out", "staged")
                        .status())
                .isEqualTo(2);
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

    private void migration(String name, String sql) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("migrations").resolve(name));
        Files.writeString(folder.resolve("migration.sql"), sql);
    }
}
