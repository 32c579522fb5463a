package dev.pgplaybook.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a team does, it does not matter which of the two tools it takes each time: on one database all is done by Prisma, on the
 * other by either tool in turns, and after every command the two are equal.
 *
 * <p>{@code -Dpgplaybook.sequences=200} runs so many, and {@code -Dpgplaybook.seed=17} begins with that one.
 */
class PrismaSequencesIT {

    @TempDir
    Path directory;

    private PrismaCli prisma;

    @BeforeEach
    void needPrisma() {
        prisma = PrismaCli.require();
    }

    static LongStream seeds() {
        long first = Long.getLong("pgplaybook.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("pgplaybook.sequences", 20));
    }

    @ParameterizedTest(name = "sequence {0}")
    @MethodSource("seeds")
    void leavesTheSameWhicheverToolIsTaken(long seed) {
        Sequence sequence = SequenceGenerator.of(seed);
        OurCli ours = OurCli.likePrisma(directory);
        Folder folder = new Folder(directory.resolve("migrations"));

        try (Pair pair = new Pair(folder.path(), Optional.empty())) {
            int number = 0;
            for (Sequence.Operation operation : sequence.operations()) {
                number++;
                if (operation instanceof Sequence.Operation.Write write) {
                    folder.write(
                            write.migration() + "/migration.sql", write.script().getBytes(StandardCharsets.UTF_8));
                } else if (operation instanceof Sequence.Operation.Delete delete) {
                    folder.delete(delete.migration());
                } else if (operation instanceof Sequence.Operation.Command command) {
                    Tool tool = command.byPrisma() ? prisma : ours;
                    assertThat(pair.run(prisma, tool, command.arguments()).difference())
                            .as("operation " + number + " of " + sequence)
                            .isEmpty();
                }
            }
        }
    }
}
