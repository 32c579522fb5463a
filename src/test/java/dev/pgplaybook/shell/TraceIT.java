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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TraceIT {

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("like.sql"), """
                CREATE TABLE trades (id int PRIMARY KEY, price int, symbol varchar(10));
                INSERT INTO trades SELECT i, i, 'S' FROM generate_series(1, 50000) AS i;
                """);
        migration("1_type", "ALTER TABLE trades ALTER COLUMN price TYPE bigint;\n");
        migration("2_wider", "ALTER TABLE trades ALTER COLUMN symbol TYPE varchar(20);\n");
    }

    @Test
    void tellsARewriteFromNone() {
        Ended ended = trace("1_type", "2_wider", "--json");

        assertThat(ended.status()).as(ended.err()).isZero();
        JsonNode traces = new JsonMapper().readTree(ended.out()).at("/traces");
        assertThat(traces.at("/0/rewrites").toString()).isEqualTo("[\"trades\",\"trades_pkey\"]");
        assertThat(traces.at("/1/rewrites").size()).isZero();
        assertThat(traces.at("/0/statements/0/verdict").asString()).isEqualTo("confirmed");
        assertThat(traces.at("/0/statements/0/walBytes").asLong()).isGreaterThan(1_000_000);
    }

    @Test
    void looksAtAFileForWhatIsNotPending() throws IOException {
        migration("0_base", "CREATE TABLE trades (id int PRIMARY KEY, price int, symbol varchar(10));\n");

        Ended ended = trace("--pending");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("0_base can be marked as applied")
                .contains("· 1_type applied in ", "· 2_wider applied in ")
                .doesNotContain("· 0_base applied");
    }

    @Test
    void holdsWhatItSeesAgainstABudget() {
        Ended within = trace("1_type", "2_wider");
        assertThat(within.status()).as(within.err()).isZero();
        assertThat(within.out()).doesNotContain("R007").doesNotContain("Q001");

        Ended above = trace("1_type", "2_wider", "--written-limit", "1MB", "--stall-limit", "1ms");

        assertThat(above.status()).isZero();
        assertThat(above.out())
                .contains("! R007    statement 1 writes ")
                .contains("! Q001    trades is locked for ")
                .contains("in all, by 2 migrations");
    }

    @Test
    void endsWithFourWhereProbesStandStillForTooLong() throws IOException {
        migration(
                "1_type",
                "ALTER TABLE trades ALTER COLUMN price TYPE bigint"
                        + " USING CASE id WHEN 1 THEN price + length(pg_sleep(0.5)::text) ELSE price END;\n");

        Ended ended = trace("1_type", "--probe", "--stall-limit", "1ms", "--rows", "trades=12000000");

        assertThat(ended.out()).contains("stop for ").contains("at 12,000,000 expect ");
        assertThat(ended.out()).contains("✘ R004    ").contains("of trades stop for ");
        assertThat(ended.status()).isEqualTo(4);
    }

    private Ended trace(String... arguments) {
        return LauncherProcess.run(
                directory,
                Map.of(),
                Stream.concat(
                                Stream.of("trace", "--like=like.sql", "--migrations=migrations", "--provider=embedded"),
                                List.of(arguments).stream())
                        .toArray(String[]::new));
    }

    private void migration(String name, String sql) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("migrations").resolve(name));
        Files.writeString(folder.resolve("migration.sql"), sql);
    }
}
