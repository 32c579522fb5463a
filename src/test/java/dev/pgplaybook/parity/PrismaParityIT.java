package dev.pgplaybook.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person may try: done by Prisma's real command line and by ours, each on a database of its own, both end alike. */
class PrismaParityIT {

    @TempDir
    Path directory;

    private PrismaCli prisma;

    @BeforeEach
    void needPrisma() {
        prisma = PrismaCli.require();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alike")
    void endsEachStepAsPrismaDoes(ParityCase tried) {
        int number = 0;
        for (Pair.Both both : run(tried)) {
            number++;
            assertThat(both.difference())
                    .as("command " + number + ", Prisma first")
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unlike")
    void doesOtherwiseWherePrismaLosesOrBlocksSomething(ParityCase tried) {
        ParityCase.Otherwise otherwise = tried.otherwise().orElseThrow();

        List<Pair.Both> commands = run(tried);

        Pair.Both last = commands.remove(commands.size() - 1);
        assertThat(commands).allMatch(both -> both.difference().isEmpty());
        assertThat(last.difference()).as(otherwise.why()).isPresent();
        assertThat(last.second().ended().said()).as(otherwise.why()).contains(otherwise.says());
    }

    private List<Pair.Both> run(ParityCase tried) {
        OurCli ours = OurCli.likePrisma(directory);
        Folder folder = new Folder(directory.resolve("migrations"));
        List<Pair.Both> seen = new java.util.ArrayList<>();
        try (Pair pair = new Pair(folder.path(), tried.schema())) {
            for (ParityCase.Step step : tried.steps()) {
                if (step instanceof ParityCase.Step.Change change) {
                    change.change().accept(folder);
                } else if (step instanceof ParityCase.Step.Sql sql) {
                    pair.execute(sql.text());
                } else if (step instanceof ParityCase.Step.Command command) {
                    seen.add(pair.run(prisma, ours, command.arguments()));
                }
            }
        }
        return seen;
    }

    static Stream<ParityCase> alike() {
        return all().filter(tried -> tried.otherwise().isEmpty());
    }

    static Stream<ParityCase> unlike() {
        return all().filter(tried -> tried.otherwise().isPresent());
    }

    private static Stream<ParityCase> all() {
        return Stream.of(FolderCases.all(), HistoryCases.all(), ScriptCases.all(), SessionCases.all())
                .flatMap(List::stream);
    }
}
