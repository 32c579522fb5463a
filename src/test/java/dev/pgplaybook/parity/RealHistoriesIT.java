package dev.pgplaybook.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.testing.Histories;
import dev.pgplaybook.testing.MadeUpHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole histories, deployed from empty by Prisma and by ours in two models: equal rows, equal schema by pg_dump. The histories
 * are those in {@code -Dpgplaybook.histories=DIR}; without it one is made up.
 */
class RealHistoriesIT {

    private static final Path RECORD = Path.of("target", "histories.txt").toAbsolutePath();

    private static final String MADE_UP = "a history that is made up";

    @TempDir
    Path directory;

    private PrismaCli prisma;

    @BeforeEach
    void needPrisma() {
        prisma = PrismaCli.require();
    }

    static List<String> histories() {
        List<String> real = Histories.folders().stream().map(Path::toString).toList();
        return real.isEmpty() ? List.of(MADE_UP) : real;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void deploysAsPrismaDoes(String place) throws IOException {
        Path migrations = place.equals(MADE_UP) ? MadeUpHistory.in(directory.resolve("migrations")) : Path.of(place);
        List<Tool> tools = List.of(prisma, new OurCli(directory, "whole-script"), new OurCli(directory, "transaction"));

        List<Deployed> deployed =
                tools.stream().map(tool -> deploy(tool, migrations)).toList();

        Deployed byPrisma = deployed.get(0);
        List<String> rows = byPrisma.picture.rows().orElse(List.of());
        Files.writeString(
                RECORD,
                "%s: %s; %d rows, the last: %s; milliseconds %s%n"
                        .formatted(
                                migrations.getFileName(),
                                size(migrations),
                                rows.size(),
                                rows.isEmpty() ? "none" : rows.get(rows.size() - 1),
                                deployed.stream().map(Deployed::milliseconds).toList()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        for (Deployed byOurs : deployed.subList(1, deployed.size())) {
            assertThat(byPrisma.picture.differenceTo(byOurs.picture))
                    .as(byOurs.ended.said())
                    .isEmpty();
            assertThat(byOurs.ended.succeeded()).as(byOurs.ended.said()).isEqualTo(byPrisma.ended.succeeded());
        }
    }

    private record Deployed(Tool.Ended ended, Picture picture, long milliseconds) {}

    private static Deployed deploy(Tool tool, Path migrations) {
        DatabaseUrl url = Databases.make();
        try {
            long start = System.nanoTime();
            Tool.Ended ended = tool.run(migrations, url, List.of("deploy"));
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            // Data may hold times and random ids of the scripts' own making.
            Picture picture = new Picture(HistoryRows.of(url), Databases.dump(url, "--schema-only"));
            return new Deployed(ended, picture, milliseconds);
        } finally {
            Databases.drop(url);
        }
    }

    private static String size(Path migrations) throws IOException {
        try (Stream<Path> files = Files.walk(migrations)) {
            List<Path> scripts =
                    files.filter(file -> file.endsWith("migration.sql")).toList();
            int statements = 0;
            for (Path script : scripts) {
                statements += Script.split(Source.of(script, Files.readString(script)))
                        .statements()
                        .size();
            }
            return scripts.size() + " migrations, " + statements + " statements";
        }
    }
}
