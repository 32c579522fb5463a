package dev.pgplaybook.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person may try: done by Prisma's real command line and by ours, each on a database of its own, both end alike.
 *
 * <p>{@code -Dpgplaybook.cases=.} tries all of them, another expression those whose name has it, and {@code -Dpgplaybook.execution=transaction} shows where
 * that model parts from Prisma's.
 */
class PrismaParityIT {

    private static final String CASES = "pgplaybook.cases";

    private static final int SHARE = 6;

    @TempDir
    Path directory;

    private PrismaCli prisma;

    @BeforeEach
    void needPrisma() {
        prisma = PrismaCli.require();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("alike")
    void endsEachCommandAsPrismaDoes(ParityCase tried) {
        assertThat(differences(run(tried))).as(tried + ", Prisma first").isEmpty();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("unlike")
    void doesOtherwiseWhereTheReasonStillHolds(ParityCase tried) {
        ParityCase.Otherwise otherwise = tried.otherwise().orElseThrow();

        List<Pair.Both> commands = run(tried);

        Pair.Both last = commands.get(commands.size() - 1);
        assertThat(differences(commands.subList(0, commands.size() - 1)))
                .as(tried + ", Prisma first")
                .isEmpty();
        assertThat(last.difference()).as(tried + ": " + otherwise.why()).isPresent();
        assertThat(last.second().ended().said()).as(tried.toString()).contains(otherwise.says());
        if (otherwise.onPurpose() && last.second().ended().succeeded()) {
            assertThat(finished(last.second())).as("ours loses nothing").containsAll(finished(last.first()));
        }
    }

    private static List<String> finished(Pair.Left left) {
        return left.picture().rows().orElse(List.of()).stream()
                .filter(row -> row.contains(" · finished "))
                .map(row -> row.substring(0, row.indexOf(" · ")))
                .toList();
    }

    private static String differences(List<Pair.Both> commands) {
        StringBuilder differences = new StringBuilder();
        for (int i = 0; i < commands.size(); i++) {
            int number = i + 1;
            commands.get(i).difference().ifPresent(text -> differences.append("command " + number + ":\n" + text));
        }
        return differences.toString();
    }

    private List<Pair.Both> run(ParityCase tried) {
        OurCli ours = new OurCli(directory, System.getProperty("pgplaybook.execution", "whole-script"));
        Folder folder = new Folder(directory.resolve("migrations"));
        List<Pair.Both> seen = new java.util.ArrayList<>();
        try (Pair pair = new Pair(folder.path(), tried.schema())) {
            for (ParityCase.Step step : tried.steps()) {
                if (step instanceof ParityCase.Step.Change change) {
                    change.change().accept(folder);
                } else if (step instanceof ParityCase.Step.Sql sql) {
                    pair.execute(sql.text());
                } else if (step instanceof ParityCase.Step.Hold hold) {
                    pair.hold(hold.text());
                } else if (step instanceof ParityCase.Step.Command command) {
                    seen.add(pair.run(prisma, ours, command.arguments()));
                }
            }
        }
        return seen;
    }

    static Stream<ParityCase> alike() {
        return taken(all().filter(tried -> tried.otherwise().isEmpty()).toList());
    }

    static Stream<ParityCase> unlike() {
        return taken(all().filter(tried -> tried.otherwise().isPresent()).toList());
    }

    /** Two tools take minutes for all of them: unless some are asked for by name, it is one of six, evenly from every theme. */
    private static Stream<ParityCase> taken(List<ParityCase> cases) {
        boolean asked = !System.getProperty(CASES, "").isEmpty();
        return IntStream.range(0, cases.size())
                .filter(i -> asked || i % SHARE == 0)
                .mapToObj(cases::get);
    }

    static Stream<ParityCase> all() {
        Pattern wanted = Pattern.compile(System.getProperty(CASES, ""));
        return Stream.of(
                        FolderCases.all(),
                        LockFileCases.all(),
                        HistoryCases.all(),
                        GroundCases.all(),
                        ScriptCases.all(),
                        SessionCases.all())
                .flatMap(List::stream)
                .filter(tried -> wanted.matcher(tried.toString()).find());
    }
}
